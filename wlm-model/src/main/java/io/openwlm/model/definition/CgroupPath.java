package io.openwlm.model.definition;

import org.jspecify.annotations.Nullable;

/**
 * A control group, named from the root of the cgroup hierarchy: {@code /wlm/batch}. Never contains
 * {@code .} or {@code ..} segments, empty segments or control characters, so that joining it to a
 * hierarchy's mount point cannot leave that hierarchy.
 */
public record CgroupPath(String value) implements Comparable<CgroupPath> {
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_SEGMENT = 255;
  public static final CgroupPath ROOT = new CgroupPath("/");

  public CgroupPath {
    String problem = problem(value);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** What is wrong with a text as a cgroup path, or null if nothing is. */
  public static @Nullable String problem(String text) {
    if (!text.startsWith("/")) {
      return "must start with / (the root of the cgroup hierarchy)";
    }
    if (text.length() > MAX_LENGTH) {
      return "is longer than " + MAX_LENGTH + " characters";
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return "contains a control character";
    }
    if (text.equals("/")) {
      return null;
    }
    for (String segment : text.substring(1).split("/", -1)) {
      if (segment.isEmpty()) {
        return "has an empty segment";
      }
      if (segment.equals(".") || segment.equals("..")) {
        return "contains '" + segment + "'";
      }
      if (segment.length() > MAX_SEGMENT) {
        return "has a segment longer than " + MAX_SEGMENT + " characters";
      }
    }
    return null;
  }

  /** True if this is {@code root} or lies below it, compared segment by segment. */
  public boolean isAtOrBelow(CgroupPath root) {
    return root.value.equals("/") || value.equals(root.value) || value.startsWith(root.value + "/");
  }

  /** The group {@code name} in this group. */
  public CgroupPath child(String name) {
    return new CgroupPath(value.equals("/") ? "/" + name : value + "/" + name);
  }

  @Override
  public int compareTo(CgroupPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
