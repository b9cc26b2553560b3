package io.openwlm.model.json;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.status.ClassResources;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.PolicyHistory;
import io.openwlm.model.status.ReportClassStatus;
import io.openwlm.model.status.ResourceGroupStatus;
import io.openwlm.model.status.ResponseTimeSpan;
import io.openwlm.model.status.RuleHits;
import io.openwlm.model.token.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the status records and of the answers on the control socket: one line, no line break in
 * it. What is written reads back equal, also a null in a list. Numbers that JSON cannot say (NaN,
 * infinite) are written as null. Adapters are generated at build time.
 */
@Json.Import({
  ControlAnswer.class,
  BudgetStatus.class,
  BudgetStatus.Tokens.class,
  BudgetStatus.Limit.class,
  BudgetStatus.Forecast.class,
  TokenUsage.class,
  ManagerStatus.class,
  ClassStatus.class,
  DecisionStatus.class,
  DecisionStatus.Change.class,
  DecisionStatus.NotChosen.class,
  DecisionStatus.Projected.class,
  DecisionStatus.Where.class,
  DecisionStatus.Write.class,
  EnvironmentStatus.class,
  EnvironmentStatus.Application.class,
  EnvironmentStatus.Requirement.class,
  EnvironmentStatus.ResetUnit.class,
  EnvironmentStatus.Resource.class,
  EnvironmentStatus.Scheduling.class,
  ResponseTimeSpan.class,
  ReportClassStatus.class,
  ResourceGroupStatus.class,
  ClassResources.class,
  RuleHits.class,
  IntakeSource.class,
  PolicyHistory.class,
  PolicyHistory.RevisionEntry.class,
  PolicyHistory.PolicyEvent.class
})
public final class StatusJson {
  private static final Jsonb JSONB =
      Jsonb.builder()
          .serializeNulls(true)
          .add(Double.class, new FiniteAdapter(null))
          .add(double.class, new FiniteAdapter(Double.NaN))
          .build();
  private static final JsonType<ManagerStatus> STATUS = JSONB.type(ManagerStatus.class);
  private static final JsonType<DecisionStatus> DECISION = JSONB.type(DecisionStatus.class);
  private static final JsonType<ControlAnswer> ANSWER = JSONB.type(ControlAnswer.class);
  private static final JsonType<List<RuleHits>> RULES = JSONB.type(RuleHits.class).list();
  private static final JsonType<EnvironmentStatus> ENVIRONMENTS =
      JSONB.type(EnvironmentStatus.class);
  private static final JsonType<List<IntakeSource>> INTAKE = JSONB.type(IntakeSource.class).list();
  private static final JsonType<PolicyHistory> HISTORY = JSONB.type(PolicyHistory.class);
  private static final JsonType<List<BudgetStatus>> BUDGETS = JSONB.type(BudgetStatus.class).list();
  private static final JsonType<String> TEXT = JSONB.type(String.class);

  private StatusJson() {}

  public static String write(ManagerStatus status) {
    return STATUS.toJson(status);
  }

  public static String write(DecisionStatus decision) {
    return DECISION.toJson(decision);
  }

  /** A JSON list. */
  public static String write(List<BudgetStatus> budgets) {
    return BUDGETS.toJson(budgets);
  }

  /** The answer as a line in UTF-8, its line feed included; what it does not have is left out. */
  public static byte[] writeLine(ControlAnswer answer) {
    StringBuilder line = new StringBuilder(256).append("{\"ok\":").append(answer.ok());
    append(line, "error", answer.error());
    append(line, "message", answer.message());
    append(line, "text", answer.text());
    if (answer.status() != null) {
      line.append(",\"status\":").append(STATUS.toJson(answer.status()));
    }
    if (answer.rules() != null) {
      line.append(",\"rules\":").append(RULES.toJson(answer.rules()));
    }
    if (answer.environments() != null) {
      line.append(",\"environments\":").append(ENVIRONMENTS.toJson(answer.environments()));
    }
    if (answer.intake() != null) {
      line.append(",\"intake\":").append(INTAKE.toJson(answer.intake()));
    }
    if (answer.history() != null) {
      line.append(",\"history\":").append(HISTORY.toJson(answer.history()));
    }
    if (answer.budgets() != null) {
      line.append(",\"budgets\":").append(BUDGETS.toJson(answer.budgets()));
    }
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder line, String key, @Nullable String value) {
    if (value != null) {
      line.append(",\"").append(key).append("\":").append(TEXT.toJson(value));
    }
  }

  /**
   * Reads what {@link #write(ManagerStatus)} wrote; unknown keys are passed over, so that an older
   * reader understands a newer daemon.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static ManagerStatus read(String json) {
    return read(STATUS, json);
  }

  /**
   * Reads what {@link #write(DecisionStatus)} wrote.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static DecisionStatus readDecision(String json) {
    return read(DECISION, json);
  }

  /**
   * Reads one answer of the control socket.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static ControlAnswer readAnswer(String json) {
    return read(ANSWER, json);
  }

  private static <T> T read(JsonType<T> type, String json) {
    @Nullable T value;
    try {
      value = type.fromJson(json);
    } catch (JsonException | NullPointerException e) {
      throw new IllegalArgumentException("no status in this text", e);
    }
    if (value == null) {
      throw new IllegalArgumentException("no status in this text");
    }
    return value;
  }
}
