package io.openwlm.app.top;

import io.openwlm.model.status.ClassStatus;
import java.util.Comparator;

/** How the classes on the board are sorted; equal ones stay as the definition has them. */
public enum ClassOrder {
  IMPORTANCE("importance"),
  INDEX("PI"),
  CPU("CPU"),
  MEMORY("memory"),
  IO("I/O"),
  TASKS("processes");

  private final String text;

  ClassOrder(String text) {
    this.text = text;
  }

  /** A word for the heading. */
  public String text() {
    return text;
  }

  /** What F6 goes to. */
  ClassOrder next() {
    return switch (this) {
      case IMPORTANCE -> INDEX;
      case INDEX -> CPU;
      case CPU -> MEMORY;
      case MEMORY -> IO;
      case IO -> TASKS;
      case TASKS -> IMPORTANCE;
    };
  }

  /** Importance from the highest, everything else from the most. */
  Comparator<ClassStatus> comparator() {
    return switch (this) {
      case IMPORTANCE -> Comparator.comparingInt(ClassStatus::importance);
      case INDEX -> most(ClassOrder::index);
      case CPU -> most(ClassStatus::cpuPercent);
      case MEMORY -> most(c -> c.resources().memoryBytes());
      case IO -> most(c -> c.resources().ioPerSecond());
      case TASKS -> most(ClassStatus::processes);
    };
  }

  private static double index(ClassStatus c) {
    Double pi = c.performanceIndex();
    return pi == null ? -1 : pi;
  }

  private static Comparator<ClassStatus> most(java.util.function.ToDoubleFunction<ClassStatus> of) {
    return Comparator.comparingDouble(of).reversed();
  }
}
