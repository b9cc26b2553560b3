package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command sees of the process it runs in.
 *
 * @param out for results
 * @param err for messages
 * @param environment environment variables
 * @param terminal standard output is a terminal that understands styles
 * @param utf8 standard output shows characters outside ASCII
 * @param connector opens a connection to the daemon
 */
public record CommandContext(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    boolean utf8,
    ManagerLink.Connector connector) {
  private static final Path DEFAULT_SOCKET = Path.of("/run/wlm/wlmd.sock");

  /** The surroundings of this process; its launcher says whether it has a terminal. */
  public static CommandContext ofProcess(ManagerLink.Connector connector) {
    Charset charset = charset(System.getProperty("stdout.encoding"));
    Map<String, String> environment = System.getenv();
    return new CommandContext(
        stream(FileDescriptor.out, charset),
        stream(FileDescriptor.err, charset(System.getProperty("stderr.encoding"))),
        environment,
        Boolean.getBoolean("wlm.terminal") && !"dumb".equals(environment.get("TERM")),
        charset.equals(StandardCharsets.UTF_8),
        connector);
  }

  /** Styles are used: a terminal, and nobody asked for plain text. */
  public boolean styled() {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** The daemon's socket: the option, then WLM_SOCKET, then the usual place. */
  public Path socket(@Nullable Path option) {
    if (option != null) {
      return option;
    }
    String named = environment.getOrDefault("WLM_SOCKET", "");
    return named.isEmpty() ? DEFAULT_SOCKET : Path.of(named);
  }

  /** A connection to the daemon that the options name. */
  ManagerLink connect(CommonOptions options) {
    return connector.connect(socket(options.daemon.socket));
  }

  /** Prints what the daemon answered. */
  void answer(String text, CommonOptions options) {
    out.println(
        options.json()
            ? new JsonText().object().field("kind", "Answer").field("text", text).endObject()
            : SafeText.lines(text.stripTrailing()));
  }

  /** Prints a text that is meant for a file, as it is; on a terminal it steers nothing. */
  void document(String text) {
    out.print(terminal ? SafeText.lines(text) : text);
  }

  private static Charset charset(@Nullable String name) {
    return name == null || !Charset.isSupported(name)
        ? Charset.defaultCharset()
        : Charset.forName(name);
  }

  private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192), false, charset);
  }
}
