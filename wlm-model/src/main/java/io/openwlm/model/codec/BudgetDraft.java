package io.openwlm.model.codec;

import io.openwlm.model.codec.WindowReader.Limit;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenWeights;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token budget as far as it could be read. What is null was left out, or was wrong and has been
 * reported.
 *
 * @param at where it is named, or where it starts
 * @param parent the budget above; null for a root
 * @param agent what only agents have
 */
record BudgetDraft(
    @Nullable String name,
    Node at,
    Level level,
    @Nullable BudgetDraft parent,
    List<Limit> limits,
    @Nullable AgentDraft agent) {

  /** All of a definition, parents before their children. */
  record Budgets(
      List<BudgetDraft> list,
      TokenWeights weights,
      @Nullable String priceTable,
      @Nullable String signalDirectory,
      @Nullable LlmProxySettings proxy,
      List<File> files) {
    static final Budgets NONE =
        new Budgets(List.of(), TokenWeights.DEFAULT, null, null, null, List.of());
  }

  /** A file that one owner has for itself. */
  record File(String path, String owner, Node at) {}

  /** An identity and where it stands. */
  record Identity(AgentIdentity identity, Node at) {}

  /** An agent's part. */
  record AgentDraft(
      @Nullable String serviceClass,
      @Nullable Node classAt,
      Shares shares,
      List<BudgetLimit> sessionLimits,
      @Nullable OnUnavailable onUnavailable,
      List<Identity> identities,
      @Nullable String signalFile,
      @Nullable String counterFile) {}

  /** What is written of floor, entitlement and cap; {@code at} is the last of them. */
  record Shares(
      @Nullable Long floor, @Nullable Long entitlement, @Nullable Long cap, @Nullable Node at) {
    static final Shares NONE = new Shares(null, null, null, null);
  }

  String shown() {
    return name == null ? "?" : name;
  }

  /** The budget at the top: itself, or the organisation. */
  BudgetDraft root() {
    return parent == null ? this : parent.root();
  }

  /** The first limit on tokens. */
  Optional<BudgetLimit> tokens() {
    return limits.stream().map(Limit::limit).filter(l -> l.unit() == BudgetUnit.TOKENS).findFirst();
  }
}
