package io.openwlm.server;

import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.model.classification.WorkAttributes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request, parsed in place and checked as a whole: either every key is known, fits its
 * operation and is in range, or nothing of the request is used. Reused for all requests of a
 * connection; response times stay in the line and are read a part at a time.
 */
final class Request {
  /** Longest response time accepted: about 11 days. */
  static final long MAX_MICROS = 1_000_000_000_000L;

  static final long MAX_COUNT = 1_000_000_000_000L;
  static final long MAX_IN_FLIGHT = 1_000_000_000L;
  private static final long MAX_EPOCH_MILLIS = 253_402_300_799_999L;
  private static final int MAX_NAME_BYTES = 256;
  private static final int MAX_PATH_BYTES = 4096;
  private static final int MAX_TEXT_BYTES = 1 << 20;

  private static final int OP = 0;
  private static final int CLASS = 1;
  private static final int RESPONSES = 2;
  private static final int IN_FLIGHT = 3;
  private static final int OLDEST = 4;
  private static final int DROPPED = 5;
  private static final int ACK = 6;
  private static final int ON = 7;
  private static final int PID = 8;
  private static final int WORK = 9;
  private static final int TEXT = 10;
  private static final int SOURCE = 11;
  private static final int POLICY = 12;
  private static final int IF_MATCH = 13;
  private static final int FORCE = 14;
  private static final int DRY_RUN = 15;
  private static final int CONFIRM_WITHIN = 16;
  private static final int REVISION = 17;
  private static final int BUDGET = 18;
  private static final int TOKENS = 19;
  private static final int UNTIL = 20;
  private static final int REASON = 21;
  private static final int QUEUED = 22;
  private static final byte[][] KEYS =
      JsonCursor.keys(
          "op",
          "class",
          "responseMicros",
          "inFlight",
          "oldestInFlightMicros",
          "dropped",
          "ack",
          "on",
          "pid",
          "work",
          "text",
          "source",
          "policy",
          "ifMatch",
          "force",
          "dryRun",
          "confirmWithinSeconds",
          "revision",
          "budget",
          "tokens",
          "untilEpochMillis",
          "reason",
          "queued");

  private final JsonCursor json = new JsonCursor();
  private int seen;
  private @Nullable String opText;
  private @Nullable String serviceClass;
  private int responsesAt;
  private int responses;
  private long inFlight;
  private long oldestInFlightNanos;
  private long dropped;
  private long queued;
  private boolean ack;
  private boolean on;
  private int pid;
  private @Nullable WorkAttributes work;
  private String text = "";
  private String source = "";
  private String policy = "";
  private @Nullable String ifMatch;
  private boolean force;
  private boolean dryRun;
  private long confirmWithinSeconds;
  private long revision;
  private @Nullable String budget;
  private long tokens;
  private long untilEpochMillis;
  private String reason = "";

  /**
   * Takes a request apart.
   *
   * @param implied the operation if the request names none; null if it must name one
   */
  Op parse(byte[] line, int from, int length, @Nullable Op implied) throws BadRequest {
    clear();
    json.reset(line, from, length);
    json.take('{');
    if (!json.takeIf('}')) {
      do {
        int key = json.takeKey(KEYS);
        if ((seen & 1 << key) != 0) {
          throw new BadRequest("\"" + name(key) + "\" given twice");
        }
        seen |= 1 << key;
        takeValue(key);
      } while (json.takeIf(','));
      json.take('}');
    }
    json.takeEnd();
    return checked(implied);
  }

  private void clear() {
    seen = 0;
    responses = 0;
    inFlight = 0;
    oldestInFlightNanos = 0;
    dropped = 0;
    ack = false;
    text = "";
    ifMatch = null;
    force = false;
    dryRun = false;
    confirmWithinSeconds = 0;
    revision = 0;
    budget = null;
    reason = "";
  }

  private void takeValue(int key) throws BadRequest {
    switch (key) {
      case OP -> opText = json.takeString("op", MAX_NAME_BYTES, opText);
      case CLASS -> serviceClass = json.takeString("class", MAX_NAME_BYTES, serviceClass);
      case RESPONSES -> takeResponses();
      case IN_FLIGHT -> inFlight = json.takeNumber("inFlight", MAX_IN_FLIGHT);
      case OLDEST ->
          oldestInFlightNanos = 1000 * json.takeNumber("oldestInFlightMicros", MAX_MICROS);
      case DROPPED -> dropped = json.takeNumber("dropped", MAX_COUNT);
      case QUEUED -> queued = json.takeNumber("queued", MAX_IN_FLIGHT);
      case ACK -> ack = json.takeBoolean("ack");
      case ON -> on = json.takeBoolean("on");
      case PID -> pid = (int) json.takeNumber("pid", Integer.MAX_VALUE);
      case WORK -> work = RequestWork.take(json);
      case TEXT -> text = json.takeString("text", MAX_TEXT_BYTES, null);
      case SOURCE -> source = json.takeString("source", MAX_PATH_BYTES, null);
      case POLICY -> policy = json.takeString("policy", MAX_NAME_BYTES, null);
      case IF_MATCH -> ifMatch = json.takeString("ifMatch", MAX_NAME_BYTES, null);
      case FORCE -> force = json.takeBoolean("force");
      case DRY_RUN -> dryRun = json.takeBoolean("dryRun");
      case CONFIRM_WITHIN ->
          confirmWithinSeconds =
              json.takeNumber("confirmWithinSeconds", ActivationRequest.MAX_CONFIRM_SECONDS);
      case REVISION -> revision = json.takeNumber("revision", MAX_COUNT);
      case BUDGET -> budget = json.takeString("budget", MAX_NAME_BYTES, null);
      case TOKENS -> tokens = json.takeNumber("tokens", MAX_COUNT);
      case UNTIL -> untilEpochMillis = json.takeNumber("untilEpochMillis", MAX_EPOCH_MILLIS);
      case REASON -> reason = json.takeString("reason", MAX_PATH_BYTES, null);
      default -> throw new IllegalStateException("key " + key);
    }
  }

  private void takeResponses() throws BadRequest {
    json.take('[');
    responsesAt = json.position();
    if (json.takeIf(']')) {
      return;
    }
    do {
      json.takeNumber("responseMicros", MAX_MICROS);
      responses++;
    } while (json.takeIf(','));
    json.take(']');
  }

  private Op checked(@Nullable Op implied) throws BadRequest {
    Op op = implied;
    if (has(OP) && opText != null) {
      op = Op.of(opText);
    }
    if (op == null) {
      throw new BadRequest("\"op\" is missing");
    }
    if (implied != null && op != implied) {
      throw new BadRequest("\"op\" must be \"" + implied.key() + "\" here");
    }
    int allowed =
        switch (op) {
          case PING,
              STATUS,
              RESTORE,
              RULES,
              CONFIRM,
              ROLLBACK,
              DEACTIVATE,
              HISTORY,
              METRICS,
              INTAKE,
              ENVIRONMENTS,
              BUDGETS ->
              0;
          case INCREASE -> need(BUDGET) | need(TOKENS) | need(UNTIL) | need(REASON);
          case STOP, GO -> 1 << BUDGET | need(REASON);
          case OPER -> need(TEXT);
          case INSTALL -> need(TEXT) | need(SOURCE) | 1 << IF_MATCH | 1 << FORCE;
          case ACTIVATE -> need(POLICY) | 1 << DRY_RUN | 1 << CONFIRM_WITHIN | 1 << REVISION;
          case DEFINITION -> 1 << REVISION;
          case ENFORCE -> need(ON);
          case CLASSIFY -> classifyKeys();
          case REPORT ->
              need(CLASS)
                  | 1 << RESPONSES
                  | 1 << IN_FLIGHT
                  | 1 << OLDEST
                  | 1 << DROPPED
                  | 1 << QUEUED
                  | 1 << ACK;
        };
    int unfit = seen & ~allowed & ~(1 << OP);
    if (unfit != 0) {
      throw new BadRequest(
          "\"" + name(Integer.numberOfTrailingZeros(unfit)) + "\" does not go with " + op.key());
    }
    return op;
  }

  private int classifyKeys() throws BadRequest {
    if (has(PID) == has(WORK)) {
      throw new BadRequest("classify needs \"pid\" or \"work\"");
    }
    return 1 << PID | 1 << WORK;
  }

  private int need(int key) throws BadRequest {
    if (!has(key)) {
      throw new BadRequest("\"" + name(key) + "\" is missing");
    }
    return 1 << key;
  }

  private boolean has(int key) {
    return (seen & 1 << key) != 0;
  }

  /**
   * Reads the next response times into {@code nanos}; the first call begins at the first.
   *
   * @param done how many were read before
   * @return how many were read now; 0 after the last
   */
  int nextResponses(int done, long[] nanos) throws BadRequest {
    if (done == 0) {
      json.moveTo(responsesAt);
    }
    int n = Math.min(nanos.length, responses - done);
    for (int i = 0; i < n; i++) {
      nanos[i] = 1000 * json.takeNumber("responseMicros", MAX_MICROS);
      json.takeIf(',');
    }
    return n;
  }

  /** Class of a report. */
  String serviceClass() {
    return serviceClass == null ? "" : serviceClass;
  }

  int responses() {
    return responses;
  }

  long inFlight() {
    return inFlight;
  }

  long oldestInFlightNanos() {
    return oldestInFlightNanos;
  }

  long dropped() {
    return dropped;
  }

  /** True if a report says how many transactions wait for a server. */
  boolean tellsQueued() {
    return has(QUEUED);
  }

  long queued() {
    return queued;
  }

  /** True if a report wants an answer. */
  boolean ack() {
    return ack;
  }

  boolean on() {
    return on;
  }

  /** What to classify; null if {@link #pid} says it. */
  @Nullable WorkAttributes work() {
    return has(WORK) ? work : null;
  }

  /** The definition to install, or an operator command. */
  String text() {
    return text;
  }

  /** Where that definition came from. */
  String source() {
    return source;
  }

  /** The budget to change; null for all. */
  @Nullable String budget() {
    return budget;
  }

  /** By how many weighted tokens. */
  long tokens() {
    return tokens;
  }

  /** Until when. */
  long untilEpochMillis() {
    return untilEpochMillis;
  }

  /** Why. */
  String reason() {
    return reason;
  }

  /** The policy to activate. */
  String policy() {
    return policy;
  }

  /** Hash of the revision that a definition was made from; null if it does not matter. */
  @Nullable String ifMatch() {
    return ifMatch;
  }

  boolean force() {
    return force;
  }

  /** What to activate, and how. */
  ActivationRequest activation() {
    return new ActivationRequest(policy, dryRun, confirmWithinSeconds, revision);
  }

  /** Number of a revision; 0 for the newest. */
  long revision() {
    return revision;
  }

  int pid() {
    return pid;
  }

  /** True if the line says that it is a report, even a wrong one. */
  boolean looksLikeReport() {
    return has(OP) && "report".equals(opText);
  }

  private static String name(int key) {
    return new String(KEYS[key], StandardCharsets.US_ASCII);
  }
}
