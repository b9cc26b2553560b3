package io.openwlm.model.decision;

/** What work waits for. */
public enum DelayType {
  CPU("a CPU"),
  CAP("its own CPU limit"),
  IO("block I/O"),
  MEMORY("memory"),
  QUEUE("a server or initiator"),
  NONE("nothing that is managed");

  private final String text;

  DelayType(String text) {
    this.text = text;
  }

  /** What it is, after "waits for". */
  public String text() {
    return text;
  }
}
