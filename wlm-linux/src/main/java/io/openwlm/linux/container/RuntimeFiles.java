package io.openwlm.linux.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of containerd, CRI-O, Podman and Docker below a root directory. Only identifiers of 64
 * hexadecimal digits become part of a path; the last part of a path is never followed as a link;
 * what is no plain file, longer than 1 MiB or not readable tells nothing. Not for several threads.
 */
final class RuntimeFiles {
  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_NAMESPACES = 16;
  private static final String CONTAINERD = "run/containerd/io.containerd.runtime.v2.task";
  private static final String STORAGE = "run/containers/storage/overlay-containers";
  private static final String STORAGE_INDEX =
      "var/lib/containers/storage/overlay-containers/containers.json";
  private static final String DOCKER = "var/lib/docker/containers";

  /** Annotation of containerd, and the label that a kubelet uses for the same fact. */
  private static final Map<String, String> LABEL_OF_ANNOTATION =
      Map.of(
          "io.kubernetes.cri.container-name", "io.kubernetes.container.name",
          "io.kubernetes.cri.sandbox-name", "io.kubernetes.pod.name",
          "io.kubernetes.cri.sandbox-namespace", "io.kubernetes.pod.namespace",
          "io.kubernetes.cri.sandbox-uid", "io.kubernetes.pod.uid");

  private final Path root;
  private FileTime indexTime = FileTime.fromMillis(Long.MIN_VALUE);
  private Map<String, String> imageOfStored = Map.of();

  /**
   * What one container's file told.
   *
   * @param pod the container that stands for the whole pod, if there is one
   */
  record Found(@Nullable String image, Map<String, String> labels, @Nullable String pod) {
    static final Found NOTHING = new Found(null, Map.of(), null);

    boolean isNothing() {
      return image == null && labels.isEmpty();
    }
  }

  RuntimeFiles(Path root) {
    this.root = root;
  }

  /** What the first run-time that knows the container says. */
  Found find(String id) {
    Found found = docker(id);
    found = found.isNothing() ? storage(id) : found;
    return found.isNothing() ? containerd(id) : found;
  }

  private Found docker(String id) {
    Object config =
        JsonObjects.object(parsed(root.resolve(DOCKER).resolve(id + "/config.v2.json")), "Config");
    Map<String, String> labels = texts(JsonObjects.object(config, "Labels"));
    return new Found(
        JsonObjects.text(config, "Image"), labels, labels.get("io.kubernetes.sandbox.id"));
  }

  /** CRI-O and Podman share a store; only CRI-O writes what it knows into the bundle. */
  private Found storage(String id) {
    Map<?, ?> annotations =
        JsonObjects.object(
            parsed(root.resolve(STORAGE).resolve(id + "/userdata/config.json")), "annotations");
    String prefix = "io.kubernetes.cri-o.";
    String image = JsonObjects.text(annotations, prefix + "ImageName");
    String labels = JsonObjects.text(annotations, prefix + "Labels");
    return new Found(
        image == null ? imageInStorage(id) : image,
        labels != null && JsonObjects.parse(labels) instanceof Map<?, ?> map
            ? texts(map)
            : Map.of(),
        JsonObjects.text(annotations, prefix + "SandboxID"));
  }

  /** Podman's image is in the index of the store; the index is read again when it changed. */
  private @Nullable String imageInStorage(String id) {
    Path index = root.resolve(STORAGE_INDEX);
    FileTime time;
    try {
      time = Files.getLastModifiedTime(index, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | SecurityException e) {
      return null;
    }
    if (!time.equals(indexTime)) {
      Map<String, String> images = new HashMap<>();
      for (Object entry : JsonObjects.items(parsed(index))) {
        String stored = JsonObjects.text(entry, "id");
        String metadata = JsonObjects.text(entry, "metadata");
        String image =
            metadata == null ? null : JsonObjects.text(JsonObjects.parse(metadata), "image-name");
        if (stored != null && image != null) {
          images.put(stored, image);
        }
      }
      imageOfStored = images;
      indexTime = time;
    }
    return imageOfStored.get(id);
  }

  private Found containerd(String id) {
    for (Path namespace : namespaces()) {
      Map<?, ?> annotations =
          JsonObjects.object(parsed(namespace.resolve(id + "/config.json")), "annotations");
      Map<String, String> labels = new TreeMap<>();
      LABEL_OF_ANNOTATION.forEach((annotation, label) -> {
        String value = JsonObjects.text(annotations, annotation);
        if (value != null) {
          labels.put(label, value);
        }
      });
      Found found =
          new Found(JsonObjects.text(annotations, "io.kubernetes.cri.image-name"), labels, null);
      if (!found.isNothing()) {
        return found;
      }
    }
    return Found.NOTHING;
  }

  private List<Path> namespaces() {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(CONTAINERD))) {
      for (Path entry : entries) {
        if (found.size() < MAX_NAMESPACES && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          found.add(entry);
        }
      }
    } catch (IOException | RuntimeException e) {
      return List.of(); // not installed, or not for us to see
    }
    Collections.sort(found);
    return found;
  }

  private static @Nullable Object parsed(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile() || attributes.size() > MAX_BYTES) {
        return null;
      }
      try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        return bytes.length > MAX_BYTES
            ? null
            : JsonObjects.parse(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new TreeMap<>();
    map.forEach((key, value) -> {
      if (key instanceof String name && value instanceof String text) {
        texts.put(name, text);
      }
    });
    return texts;
  }
}
