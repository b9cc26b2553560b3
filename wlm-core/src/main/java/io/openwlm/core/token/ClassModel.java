package io.openwlm.core.token;

/** A model as one service class uses it. */
record ClassModel(ModelUse use, CallHistory history) {

  /** What a call of this size usually counts, in thousandths of weighted tokens. */
  long usualMilli(long inputBytes, long maxOutputTokens) {
    return use.heldMilli(history.usualInput(inputBytes), history.usualOutput(maxOutputTokens));
  }
}
