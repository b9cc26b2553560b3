package io.openwlm.linux.container;

import io.openwlm.linux.container.RuntimeFiles.Found;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Image and labels of containers, from the files that container run-times leave. What a container
 * was made from never changes, so each identifier is looked up once; one of which nothing is known
 * is tried twice more, for a run-time that writes late. Never throws; what cannot be read is
 * unknown. For use by several threads.
 */
public final class ContainerFacts {
  /** Containers remembered; the one not asked for longest makes room. */
  static final int MAX_CONTAINERS = 4096;

  private static final int MAX_TRIES = 3;
  private static final int MAX_LABELS = 256;

  /** A longer label is left out: a part of it could match what the whole does not. */
  private static final int MAX_LENGTH = 1024;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final @Nullable RuntimeFiles files;
  private final Map<String, Remembered> remembered = new LinkedHashMap<>(64, 0.75f, true);

  private record Remembered(ContainerDescription description, int tries) {}

  private ContainerFacts(@Nullable RuntimeFiles files) {
    this.files = files;
  }

  /** The containers of this machine. */
  public static ContainerFacts ofMachine() {
    return at(Path.of("/"));
  }

  /** Containers whose files lie below a directory as they do below {@code /}. */
  public static ContainerFacts at(Path root) {
    return new ContainerFacts(new RuntimeFiles(root));
  }

  /** For a machine without containers, such as a simulated one: nothing is ever known. */
  public static ContainerFacts none() {
    return new ContainerFacts(null);
  }

  /**
   * What is known about a container.
   *
   * @param id any text; only 64 hexadecimal digits can be known
   */
  public synchronized ContainerDescription describe(String id) {
    if (files == null || !ID.matcher(id).matches()) {
      return ContainerDescription.UNKNOWN;
    }
    Remembered known = remembered.get(id);
    int tries = known == null ? 0 : known.tries();
    if (known != null
        && (tries >= MAX_TRIES || !known.description().equals(ContainerDescription.UNKNOWN))) {
      return known.description();
    }
    ContainerDescription description = lookUp(files, id);
    remembered.put(id, new Remembered(description, tries + 1));
    if (remembered.size() > MAX_CONTAINERS) {
      remembered.remove(remembered.keySet().iterator().next());
    }
    return description;
  }

  /** Forgets all containers but these. */
  public synchronized void keepOnly(Set<String> ids) {
    remembered.keySet().retainAll(ids);
  }

  /** Containers remembered now. */
  synchronized int size() {
    return remembered.size();
  }

  private static ContainerDescription lookUp(RuntimeFiles files, String id) {
    Found found = files.find(id);
    Map<String, String> labels = new TreeMap<>();
    String pod = found.pod();
    if (pod != null && !pod.equals(id) && ID.matcher(pod).matches()) {
      labels.putAll(files.find(pod).labels());
    }
    labels.putAll(found.labels());
    return new ContainerDescription(line(found.image()), lines(labels));
  }

  private static @Nullable String lines(Map<String, String> labels) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      String line = line(label.getKey() + "=" + label.getValue());
      if (line != null && count++ < MAX_LABELS) {
        text.append(text.isEmpty() ? "" : "\n").append(line);
      }
    }
    return text.isEmpty() ? null : text.toString();
  }

  /** Null for a text that is too long or could pass for several lines. */
  private static @Nullable String line(@Nullable String text) {
    return text == null
            || text.length() > MAX_LENGTH
            || text.chars().anyMatch(ContainerFacts::breaks)
        ? null
        : text;
  }

  private static boolean breaks(int c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }
}
