package io.openwlm.model.definition;

/** A group of service classes that is reported together. Every service class is in exactly one. */
public record Workload(String name, String description, ChangeHistory history) {
  /** The workload of classes that name none. */
  public static final Workload DEFAULT = new Workload("DEFAULT", "", ChangeHistory.NONE);
}
