package io.openwlm.core.port;

import io.openwlm.model.record.IntervalRecord;

/**
 * Where interval records go. Called by the cycle's thread at the end of each interval that could be
 * judged, after the writes: must not block, wait or throw; what cannot be taken is dropped and
 * counted by the sink.
 */
@FunctionalInterface
public interface RecordSink {
  /** Keeps nothing. */
  RecordSink NONE = _ -> {};

  void accept(IntervalRecord interval);

  /** Hands each record to this one, then to the other. */
  default RecordSink and(RecordSink other) {
    return interval -> {
      accept(interval);
      other.accept(interval);
    };
  }
}
