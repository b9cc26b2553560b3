package io.openwlm.core.token;

import io.openwlm.model.token.TokenUsage;

/** A model as one service class uses it. */
record ClassModel(ModelUse use, CallHistory history) {

  /** What a token of input may be expected to count: as the dearest kind while nothing is known. */
  long inputMicro() {
    return (long) Math.ceil(use.inputMicro * history.weighedBound());
  }

  /** The same in money. */
  long inputPico() {
    return use.priced ? (long) Math.ceil(use.inputPico * history.pricedBound()) : 0;
  }

  void learn(long inputBytes, TokenUsage usage) {
    history.learn(
        inputBytes,
        usage.totalInput(),
        usage.totalOutput(),
        use.weighed(usage),
        use.priced ? use.priced(usage) : 0);
  }

  /** What a call of this size usually counts, in thousandths of weighted tokens. */
  long usualMilli(long inputBytes, long maxOutputTokens) {
    return use.heldMilli(
        history.usualInput(inputBytes), inputMicro(), history.usualOutput(maxOutputTokens));
  }
}
