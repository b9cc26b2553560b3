package io.openwlm.model.token;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree organisation, team, agent. Sessions come and go below agents and are not in
 * the definition.
 *
 * @param name unique among all budgets, 1 to 64 characters
 * @param parent name of the budget above; null for a root
 * @param limits all of them hold
 * @param agent what only agents have; null for the others
 */
public record TokenBudget(
    String name,
    Level level,
    @Nullable String parent,
    List<BudgetLimit> limits,
    @Nullable AgentBudget agent) {
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9$#@_|~{}\\\\!:\"\\[\\]%^][A-Za-z0-9$#@_|~{}\\\\!:\"\\[\\]%^.-]{0,63}");

  public TokenBudget {
    limits = List.copyOf(limits);
    if ((level == Level.AGENT) != (agent != null)) {
      throw new IllegalArgumentException("an agent's part belongs to agents: " + name);
    }
  }

  /** True if a budget may have this name: it is safe as the name of a directory, too. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Levels from the top. */
  public enum Level {
    ORGANISATION,
    TEAM,
    AGENT
  }

  /** The first limit on tokens: its window is the one that grants are made for. */
  public Optional<BudgetLimit> shared() {
    return limits.stream().filter(l -> l.unit() == BudgetUnit.TOKENS).findFirst();
  }
}
