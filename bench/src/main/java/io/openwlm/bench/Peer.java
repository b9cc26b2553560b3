package io.openwlm.bench;

import io.openwlm.model.classification.WorkAttributes;

/** Another way to find the rule of a piece of work. */
interface Peer {
  /**
   * The path of the rule, or the words for a default, as {@code WorkClassification.rule} has it.
   */
  String rule(WorkAttributes work);
}
