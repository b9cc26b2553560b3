package io.openwlm.server.intake;

import java.util.List;

/** The sources of one intake file, in its order. */
public final class IntakeSources {
  /** No sources. */
  public static final IntakeSources NONE = new IntakeSources(List.of());

  private final List<SourceConfig> list;

  IntakeSources(List<SourceConfig> list) {
    this.list = List.copyOf(list);
  }

  List<SourceConfig> list() {
    return list;
  }

  /** How many there are. */
  public int size() {
    return list.size();
  }

  /** True if some source gets its data over OTLP. */
  public boolean needsOtlp() {
    return list.stream()
        .anyMatch(s -> s instanceof SourceConfig.Otlp || s instanceof SourceConfig.OtlpTokens);
  }
}
