package io.openwlm.app.cli;

import io.openwlm.model.status.ManagerStatus;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for pictures over a connection that is made anew after a failure. For one thread. */
final class Reconnecting implements AutoCloseable {
  private final Supplier<ManagerLink> connector;
  private @Nullable ManagerLink link;

  Reconnecting(Supplier<ManagerLink> connector) {
    this.connector = connector;
  }

  /** The picture now; fails with a {@link CommandFailure}, and connects again the next time. */
  ManagerStatus status() {
    ManagerLink open = link == null ? connector.get() : link;
    link = open;
    try {
      return open.status();
    } catch (CommandFailure failure) {
      close();
      throw failure;
    }
  }

  @Override
  public void close() {
    ManagerLink open = link;
    link = null;
    if (open != null) {
      open.close();
    }
  }
}
