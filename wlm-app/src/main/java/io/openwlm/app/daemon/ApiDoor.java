package io.openwlm.app.daemon;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.OperatorControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.server.api.HealthApi;
import io.openwlm.server.jetty.ApiLimits;
import io.openwlm.server.jetty.Listen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The Health API, open unless it was switched off. */
final class ApiDoor implements AutoCloseable {
  /** Held, because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  private final @Nullable HealthApi api;

  private ApiDoor(@Nullable HealthApi api) {
    this.api = api;
  }

  /**
   * @param metrics text for Prometheus
   */
  static ApiDoor open(
      Service.Doors doors,
      ManagerControl manager,
      PolicyControl policies,
      OperatorControl operator,
      Supplier<String> metrics,
      Consumer<String> log)
      throws IOException {
    Listen listen = doors.api();
    if (listen == null) {
      return new ApiDoor(null);
    }
    Path state = doors.state();
    JETTY.setLevel(Level.SEVERE);
    if (!Files.isDirectory(state)) {
      Files.createDirectories(
          state,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    HealthApi api =
        HealthApi.open(
            new HealthApi.Plan(
                manager,
                policies,
                operator,
                listen,
                ApiLimits.NORMAL,
                state.resolve("audit.jsonl"),
                metrics,
                log));
    log.accept(
        "WLM0350I health API on "
            + listen.socket()
            + (listen.tcp() == null ? "" : " and " + listen.tcp().host() + ":" + api.port()));
    return new ApiDoor(api);
  }

  @Override
  public void close() throws IOException {
    if (api != null) {
      api.close();
    }
  }
}
