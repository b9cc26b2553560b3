package io.openwlm.core.adjust;

/** What a strategy carries from one interval to the next; immutable. */
public interface ControlState {
  /** First weights have been set, or adopted from an earlier run. */
  boolean started();
}
