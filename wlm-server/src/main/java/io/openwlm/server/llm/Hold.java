package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission;
import io.openwlm.model.token.TokenUsage;

/**
 * What is held for one call. It ends once: the first ending counts, whichever path comes there
 * first. Closing it without an ending releases it, so that no path can leak it.
 */
final class Hold implements AutoCloseable {
  private static final long STEP_TOKENS = 1_024;

  private final TokenAdmission admission;
  private final ProxyCounters counters;
  private final long id;
  private long outputTokens;
  private boolean ended;

  Hold(TokenAdmission admission, ProxyCounters counters, TokenAdmission.Granted granted) {
    this.admission = admission;
    this.counters = counters;
    id = granted.hold();
    outputTokens = granted.maxOutputTokens();
  }

  /**
   * More output than was held has come, or comes.
   *
   * @return false if the budgets have no more
   */
  boolean covers(long output) {
    if (output <= outputTokens) {
      return true;
    }
    long more = Math.max(output - outputTokens, STEP_TOKENS);
    if (!admission.extend(id, more)) {
      more = output - outputTokens;
      if (!admission.extend(id, more)) {
        return false;
      }
    }
    outputTokens += more;
    return true;
  }

  /** Output tokens that such calls usually have: at most those that are held. */
  long usualOutput() {
    return admission.usualOutput(id);
  }

  /** Output tokens that are held now. */
  long outputTokens() {
    return outputTokens;
  }

  void settle(TokenUsage usage, boolean estimated) {
    if (!ended) {
      ended = true;
      admission.settle(id, usage, estimated);
      counters.ending(estimated ? "estimated" : "settled");
    }
  }

  void release() {
    if (!ended) {
      ended = true;
      admission.release(id);
      counters.ending("released");
    }
  }

  @Override
  public void close() {
    release();
  }
}
