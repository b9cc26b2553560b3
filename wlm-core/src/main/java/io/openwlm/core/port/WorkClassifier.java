package io.openwlm.core.port;

import io.openwlm.model.classification.WorkAttributes;

/** Assigns a process to a service class, and to a report class if it has one; pure. */
public interface WorkClassifier {
  /** Work that belongs to no class: seen and left alone. */
  int UNMANAGED = -1;

  /**
   * The class of a process.
   *
   * @return position in the definition, or {@link #UNMANAGED}
   */
  int classIndex(WorkAttributes work);

  /**
   * The report class of a process.
   *
   * @return position among the report classes of the definition, or {@link #UNMANAGED}
   */
  default int reportClassIndex(WorkAttributes work) {
    return UNMANAGED;
  }
}
