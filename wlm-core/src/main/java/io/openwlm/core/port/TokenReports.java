package io.openwlm.core.port;

import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.token.Signal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the cycle learns from the token budgets, so that classes with token goals stand in the same
 * tables as all others. Safe to call from any thread; never blocks.
 */
public interface TokenReports {
  /** No token budgets. */
  TokenReports NONE =
      new TokenReports() {
        @Override
        public Optional<Performance> of(String serviceClass) {
          return Optional.empty();
        }

        @Override
        public List<Decision> decisions() {
          return List.of();
        }
      };

  /** How a class does as of the last control tick; empty if no agent has it. */
  Optional<Performance> of(String serviceClass);

  /** Decisions since the last call, oldest first; each is handed out once. */
  List<Decision> decisions();

  /**
   * How a class with a token goal does: as its worst agent.
   *
   * @param performanceIndex what it will need / what it is granted; empty without data
   * @param achieved tokens used in the window, as shown: {@code 31K used}
   * @param detail who is the worst, or why there is no data
   */
  record Performance(
      OptionalDouble performanceIndex, String achieved, Signal signal, String detail) {}

  /**
   * Something that was done about token budgets.
   *
   * @param act {@link DecisionStatus#GRANT} or {@link DecisionStatus#SIGNAL}
   * @param serviceClass the class that it is about, of the agent that received
   * @param changes grants in weighted tokens before and after, who received first
   * @param notChosen who is short and got nothing, and why
   * @param detail more, in words
   */
  record Decision(
      String act,
      String serviceClass,
      ReasonCode reason,
      long atEpochMillis,
      List<DecisionStatus.Change> changes,
      List<DecisionStatus.NotChosen> notChosen,
      String detail) {
    public Decision {
      changes = List.copyOf(changes);
      notChosen = List.copyOf(notChosen);
    }
  }
}
