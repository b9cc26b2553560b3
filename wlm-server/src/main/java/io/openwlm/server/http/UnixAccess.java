package io.openwlm.server.http;

import java.util.Optional;

/** The door of a Unix socket: the kernel has said who the peer is. */
public final class UnixAccess implements Access {
  @Override
  public Optional<Caller> admit(Exchange exchange) {
    SiteCheck.origin(exchange, "http");
    return Optional.of(exchange.caller());
  }
}
