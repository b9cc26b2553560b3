package io.openwlm.core.port;

import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lets calls to models through: reserve before the call, settle after it. Safe to call from
 * any thread; never waits for a disk. A hold ends exactly once: by {@link #settle}, by {@link
 * #release}, or at its deadline, when what it held counts as spent.
 */
public interface TokenAdmission {

  /**
   * Reserves what the call may need at most; asks for less output than wanted if only that is left.
   */
  Admission reserve(Ask ask);

  /**
   * The call takes more than was held, for example output without a cap.
   *
   * @param outputTokens how many more output tokens
   * @return false if the budgets do not have it; the hold stays as it was
   */
  boolean extend(long hold, long outputTokens);

  /**
   * The call has ended and used this. The second settlement of a hold changes nothing.
   *
   * @param estimated true if the provider did not say what it used
   * @return false if the hold has ended already
   */
  boolean settle(long hold, TokenUsage usage, boolean estimated);

  /**
   * The call never reached the provider, or the provider refused it: nothing was used.
   *
   * @return false if the hold has ended already
   */
  boolean release(long hold);

  /**
   * Output tokens that calls of the same class to the same model usually have, at most those that
   * are held; all that are held while none was seen. What a call is settled by whose answer nobody
   * has seen.
   *
   * @return 0 if the hold has ended already
   */
  long usualOutput(long hold);

  /**
   * A provider said how much it still takes of a model; used as a ceiling until then.
   *
   * @param amount 0 or more, of the limit's unit
   */
  void providerRemaining(
      String upstream, String model, ProviderLimit limit, long amount, long untilEpochMillis);

  /** What is left for an agent; empty if there is none of that name. */
  Optional<Headroom> headroom(String agent);

  /**
   * A call that asks to be let through.
   *
   * @param agent name of its budget, found by who the peer is
   * @param session id of its session; null if it has none
   * @param upstream name of the provider
   * @param inputBytes UTF-8 bytes of the prompt with all that the model reads
   * @param maxOutputTokens cap of the request over all its choices; the upstream's default if it
   *     names none
   * @param leastOutputTokens less output than this is of no use
   * @param timeoutMillis how long it may take at most: the hold's deadline
   */
  record Ask(
      String agent,
      @Nullable String session,
      String upstream,
      String model,
      long inputBytes,
      long maxOutputTokens,
      long leastOutputTokens,
      long timeoutMillis) {}

  /** The answer to an ask. */
  sealed interface Admission {}

  /**
   * Let through.
   *
   * @param hold its id, never 0 and never given twice
   * @param maxOutputTokens the cap to put into the request: at most what was asked for
   */
  record Granted(long hold, long maxOutputTokens, Headroom left) implements Admission {}

  /**
   * Not let through, and nothing is held.
   *
   * @param budget name of the budget that has too little
   * @param message what to tell the agent, in a sentence
   */
  record Refused(Refusal reason, String budget, String message, Headroom left)
      implements Admission {}

  /**
   * What is left.
   *
   * @param remaining weighted tokens that a call could still use now
   * @param resetsEpochMillis when more is there; 0 if nobody knows
   */
  record Headroom(
      String agent, String serviceClass, Signal signal, long remaining, long resetsEpochMillis) {}

  /** What a provider limits. Tokens are not weighted. */
  enum ProviderLimit {
    /** Input and output together. */
    TOKENS,
    /** Input; what comes from the provider's cache does not count. */
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    REQUESTS
  }

  /** Why a call is not let through; each is a label of the metric of refusals. */
  enum Refusal {
    /** Nothing usable is left in a window. */
    EXHAUSTED,
    /** The agent's grant is used up while the organisation still has some. */
    GRANT_USED,
    /** The call alone is larger than a whole budget: it can never pass. */
    TOO_LARGE,
    /** Emergency stop. */
    STOPPED,
    /** The provider's own limit is reached. */
    PROVIDER_LIMIT,
    /** The ledger cannot be kept. */
    UNAVAILABLE,
    /** Too many calls are held. */
    TOO_MANY_HOLDS,
    /** The model has no price, and a budget is in money. */
    NO_PRICE,
    /** No such agent. */
    UNKNOWN_AGENT
  }
}
