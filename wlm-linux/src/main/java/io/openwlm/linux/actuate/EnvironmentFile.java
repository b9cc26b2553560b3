package io.openwlm.linux.actuate;

import io.openwlm.core.port.EnvironmentStore;
import io.openwlm.model.definition.PrintableText;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * States of application environments in a file of the state directory: written beside it, forced to
 * the disk and renamed, so that a crash leaves the old file or the new one. A first line says what
 * it is, a last one how many lines it has; a file that is torn or strange is refused as a whole.
 */
public final class EnvironmentFile implements EnvironmentStore {
  private static final String HEADER = "openwlm application environments 1";
  private static final int MAX_BYTES = 1 << 20;
  private static final AtomicLong COUNT = new AtomicLong();

  private final Path file;
  private final Consumer<String> log;

  /**
   * @param log takes one line if the file cannot be used
   */
  public EnvironmentFile(Path stateDirectory, Consumer<String> log) {
    file = stateDirectory.resolve("environments");
    this.log = log;
  }

  @Override
  public Map<String, String> load() {
    try {
      if (Files.isSymbolicLink(file)) {
        throw new IOException("it is a symbolic link");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it is too large");
      }
      return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | IllegalArgumentException e) {
      log.accept(
          "WLM0316W "
              + file
              + " is not used, all application environments begin as AVAILABLE: "
              + PrintableText.of(String.valueOf(e.getMessage()), 200));
      return Map.of();
    }
  }

  private static Map<String, String> parse(List<String> lines) throws IOException {
    int last = lines.size() - 1;
    if (last < 1 || !lines.getFirst().equals(HEADER) || !lines.get(last).equals("end " + last)) {
      throw new IOException("it is torn, or not a file of this kind");
    }
    Map<String, String> states = new TreeMap<>();
    for (String line : lines.subList(1, last)) {
      int blank = line.indexOf(' ');
      if (blank < 1) {
        throw new IOException("a line has no state and name");
      }
      states.put(
          URLDecoder.decode(line.substring(blank + 1), StandardCharsets.UTF_8),
          line.substring(0, blank));
    }
    return states;
  }

  @Override
  public Optional<String> save(Map<String, String> states) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    new TreeMap<>(states)
        .forEach((name, state) ->
            text.append(state)
                .append(' ')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('\n'));
    text.append("end ").append(states.size() + 1).append('\n');
    try {
      write(text.toString().getBytes(StandardCharsets.UTF_8));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(PrintableText.of(String.valueOf(e), 200));
    }
  }

  private void write(byte[] bytes) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path beside =
        file.resolveSibling(
            "environments." + ProcessHandle.current().pid() + "." + COUNT.incrementAndGet());
    try {
      try (FileChannel out =
          FileChannel.open(
              beside,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          out.write(left);
        }
        out.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
        entry.force(true);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
