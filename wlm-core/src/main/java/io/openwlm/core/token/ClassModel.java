package io.openwlm.core.token;

import io.openwlm.model.token.TokenUsage;

/** A model as one service class uses it. The ledger's lock guards it. */
final class ClassModel {
  private final ModelUse use;
  private final CallHistory history;

  private int version = -1;
  private long inputMicro;
  private long inputPico;

  ClassModel(ModelUse use, CallHistory history) {
    this.use = use;
    this.history = history;
  }

  ModelUse use() {
    return use;
  }

  CallHistory history() {
    return history;
  }

  private void follow() {
    if (version != history.version()) {
      version = history.version();
      inputMicro = (long) Math.ceil(use.inputMicro * history.weighedBound());
      inputPico = use.priced ? (long) Math.ceil(use.inputPico * history.pricedBound()) : 0;
    }
  }

  /** What a token of input may be expected to count: as the dearest kind while nothing is known. */
  long inputMicro() {
    follow();
    return inputMicro;
  }

  /** The same in money. */
  long inputPico() {
    follow();
    return inputPico;
  }

  void learn(long inputBytes, TokenUsage usage) {
    long input = usage.totalInput();
    history.learn(
        inputBytes,
        input,
        usage.totalOutput(),
        use.weighedInput(usage),
        (double) input * use.inputMicro,
        use.priced ? use.pricedInput(usage) : 0,
        (double) input * use.inputPico);
  }

  /** What a call of this size usually counts, in thousandths of weighted tokens. */
  long usualMilli(long inputBytes, long maxOutputTokens) {
    return use.heldMilli(
        history.usualInput(inputBytes), inputMicro(), history.usualOutput(maxOutputTokens));
  }
}
