package io.openwlm.linux.container;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a container.
 *
 * @param image the image it was made from, as its creator wrote it; null if unknown
 * @param labels lines {@code key=value}, sorted by key, of the container and of its pod; null if
 *     there is none
 */
public record ContainerDescription(@Nullable String image, @Nullable String labels) {
  /** Nothing is known. */
  public static final ContainerDescription UNKNOWN = new ContainerDescription(null, null);
}
