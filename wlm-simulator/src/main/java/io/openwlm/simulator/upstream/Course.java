package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import java.util.Map;

/**
 * How one call goes.
 *
 * @param wanted what the model uses for one choice if no cap stops it
 * @param pace how fast it answers
 * @param honoursCap stops at the request's cap
 * @param reportsUsage says in its answer what it used
 * @param headers beside those that every answer has
 */
public record Course(
    TokenUsage wanted,
    Pace pace,
    Fault fault,
    boolean honoursCap,
    boolean reportsUsage,
    Map<String, String> headers) {
  public Course {
    headers = Map.copyOf(headers);
  }

  /** A call without trouble and without delay. */
  public static Course plain(TokenUsage wanted) {
    return new Course(wanted, Pace.AT_ONCE, Fault.NONE, true, true, Map.of());
  }

  public Course withFault(Fault other) {
    return new Course(wanted, pace, other, honoursCap, reportsUsage, headers);
  }

  public Course withPace(Pace other) {
    return new Course(wanted, other, fault, honoursCap, reportsUsage, headers);
  }

  public Course withWanted(TokenUsage other) {
    return new Course(other, pace, fault, honoursCap, reportsUsage, headers);
  }

  public Course ignoringCap() {
    return new Course(wanted, pace, fault, false, reportsUsage, headers);
  }

  public Course withoutUsage() {
    return new Course(wanted, pace, fault, honoursCap, false, headers);
  }

  public Course withHeaders(Map<String, String> others) {
    return new Course(wanted, pace, fault, honoursCap, reportsUsage, others);
  }

  /**
   * How fast an answer comes.
   *
   * @param pieceTokens tokens in one piece of text, 1 or more
   * @param firstByteMillis before anything
   * @param pieceMillis before each piece
   */
  public record Pace(int pieceTokens, long firstByteMillis, long pieceMillis) {
    public static final Pace AT_ONCE = new Pace(8, 0, 0);
  }
}
