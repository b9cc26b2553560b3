package io.openwlm.server.llm.wire;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model, as far as the budgets must know it.
 *
 * @param stream the client wants the answer piece by piece
 * @param stripUsage the client did not ask for the chunk that tells the usage
 * @param choices how many answers it wants, 1 or more
 * @param cap output tokens for one answer; -1 if it names no cap
 * @param leastOutput fewer output tokens than this for one answer make no sense
 * @param inputBytes UTF-8 bytes of what the model reads, at most
 * @param previous id of an answer that the model reads too; null for none
 * @param rewrite the body for the provider, by the output tokens granted for one answer; may be
 *     asked once, and holds on to the client's body until then
 */
public record ModelCall(
    String model,
    boolean stream,
    boolean stripUsage,
    int choices,
    long cap,
    long leastOutput,
    long inputBytes,
    @Nullable String previous,
    LongFunction<byte[]> rewrite) {

  /** A call is of no use below this many output tokens, unless it asks for fewer. */
  public static final int FLOOR = 256;

  public ModelCall {
    AtomicReference<@Nullable LongFunction<byte[]>> once = new AtomicReference<>(rewrite);
    rewrite = granted -> Objects.requireNonNull(once.getAndSet(null), "asked twice").apply(granted);
  }
}
