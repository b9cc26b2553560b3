package io.openwlm.server.http;

import java.util.Optional;

/** The door of one listener: lets requests in, and says whose they are. */
@FunctionalInterface
public interface Access {
  /**
   * @return who asks; empty if nobody has authenticated himself
   * @throws HttpProblem 403 if the request was not meant for this server, or another site sent it
   */
  Optional<Caller> admit(Exchange exchange);
}
