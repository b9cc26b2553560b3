package io.openwlm.core.token;

import io.openwlm.core.port.SignalSink;
import io.openwlm.core.port.SignalSink.AgentSignal;
import io.openwlm.core.port.TokenControl;
import io.openwlm.core.port.TokenReports;
import io.openwlm.core.token.LedgerPicture.Node;
import io.openwlm.core.token.SignalPolicy.Facts;
import io.openwlm.core.token.SignalPolicy.Outlook;
import io.openwlm.core.token.SignalPolicy.Stop;
import io.openwlm.core.token.SignalPolicy.Verdict;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The control plane of token budgets: at each tick it looks at the ledger, forecasts, arbitrates,
 * sets grants, and tells agents their signals; between ticks it tells them at once when a
 * settlement or a refusal changed one. It is never in the path of a request. What an operator
 * changes is in force, and the agents whose signal it changes are told, before the operator has the
 * answer. May be called from any thread; one arbitrates at a time.
 */
public final class TokenDesk implements TokenControl, TokenReports {
  private static final long MILLI = BudgetUnit.TOKENS.perOne();

  /** Output of the smallest call that is of use. */
  private static final long LEAST_OUTPUT = 256;

  /** It is no larger than this part of what an agent may ever get. */
  private static final long LEAST_PART = 8;

  private static final int MOST_DECISIONS = 256;

  private final TokenLedger ledger;
  private final OperatorBook operators;
  private final SignalSink sink;
  private final Map<String, NodeWatch> watches = new HashMap<>();
  private final Deque<Decision> decisions = new ArrayDeque<>();
  private volatile List<BudgetStatus> statuses = List.of();
  private volatile Map<String, Performance> performances = Map.of();
  private final Map<String, Signal> signals = new ConcurrentHashMap<>();
  private volatile long nextWindowMillis = Long.MAX_VALUE;

  /**
   * @param nanoTime the monotonic clock that ticks and looks tell the time of
   */
  public TokenDesk(TokenLedger ledger, SignalSink sink, LongSupplier nanoTime) {
    this.ledger = ledger;
    this.sink = sink;
    operators = new OperatorBook(ledger, () -> arbitrate(nanoTime.getAsLong()));
  }

  /**
   * A control tick.
   *
   * @param suspendedNanos how long the machine slept since it started
   */
  public LedgerTick tick(long nowNanos, long suspendedNanos, long epochMillis) {
    LedgerTick ticked = ledger.tick(nowNanos, suspendedNanos, epochMillis);
    arbitrate(nowNanos);
    return ticked;
  }

  /** Looks at everything, grants anew, and publishes all signals. */
  public synchronized void arbitrate(long nowNanos) {
    PictureTree before = read(nowNanos);
    Map<String, Long> grants = new HashMap<>();
    long epochMillis = before.picture.epochMillis();
    before.agentsByRoot().forEach((root, agents) -> grant(before, root, agents, grants));
    ledger.setGrants(grants);
    PictureTree now = new PictureTree(ledger.picture(nowNanos));
    List<AgentSignal> told = new ArrayList<>();
    List<BudgetStatus> all = new ArrayList<>();
    Map<String, Performance> classes = new HashMap<>();
    long next = Long.MAX_VALUE;
    for (Node node : now.picture.nodes()) {
      NodeWatch watch = watch(node);
      decide(now, node, watch, true);
      BudgetStatus status = BudgetStatuses.of(now, node, watch);
      all.add(status);
      WindowFacts window = window(now, node);
      if (window != null && !window.rolling()) {
        next = Math.min(next, window.endsEpochMillis());
      }
      if (node.agent() != null) {
        told.add(signal(node, status));
        classes.merge(status.serviceClass(), performance(node, watch), TokenDesk::worse);
      }
    }
    statuses = List.copyOf(all);
    performances = Map.copyOf(classes);
    ledger.setSignals(signals);
    nextWindowMillis = next;
    sink.publish(told, nowNanos, epochMillis, true);
  }

  /**
   * Between two ticks: publishes the signals that changed.
   *
   * @return true if an agent lacks tokens that a new arbitration might find for it
   */
  public synchronized boolean look(long nowNanos) {
    Set<String> touched = ledger.takeTouched(nowNanos);
    if (touched.isEmpty()) {
      return false;
    }
    PictureTree now = new PictureTree(ledger.picture(nowNanos));
    List<AgentSignal> changed = new ArrayList<>();
    List<BudgetStatus> all = new ArrayList<>(statuses);
    boolean lacks = false;
    for (Node node : now.picture.nodes()) {
      NodeWatch watch = watch(node);
      lacks |= node.agent() != null && touched.contains(node.name()) && watch.lacksMore(node);
      Signal before = watch.verdict.signal();
      decide(now, node, watch, false);
      if (before != watch.verdict.signal()) {
        BudgetStatus status = BudgetStatuses.of(now, node, watch);
        all.replaceAll(s -> s.name().equals(status.name()) ? status : s);
        if (node.agent() != null) {
          changed.add(signal(node, status));
        }
      }
    }
    if (!changed.isEmpty()) {
      ledger.setSignals(signals);
      statuses = List.copyOf(all);
      sink.publish(changed, nowNanos, now.picture.epochMillis(), false);
    }
    return lacks;
  }

  private PictureTree read(long nowNanos) {
    PictureTree tree = new PictureTree(ledger.picture(nowNanos));
    Set<String> names = new HashSet<>();
    for (Node node : tree.picture.nodes()) {
      names.add(node.name());
      NodeWatch watch = watch(node);
      watch.note(node, nowNanos);
      WindowFacts window = window(tree, node);
      if (window != null) {
        watch.lookAhead(granted(node), used(node), window);
      }
    }
    watches.keySet().retainAll(names);
    signals.keySet().retainAll(names);
    return tree;
  }

  private NodeWatch watch(Node node) {
    long length = node.lately().stretchNanos() * UseRecorder.PARTS;
    NodeWatch known = watches.get(node.name());
    if (known == null || known.windowNanos != length) {
      known = new NodeWatch(length);
      watches.put(node.name(), known);
    }
    return known;
  }

  private static LedgerPicture.@Nullable Limit mainLimit(Node node) {
    LedgerPicture.Agent agent = node.agent();
    return agent != null ? agent.grantLimit() : BudgetStatuses.firstTokens(node);
  }

  private static @Nullable WindowFacts window(PictureTree tree, Node node) {
    LedgerPicture.Limit limit = mainLimit(node);
    return limit == null ? null : WindowFacts.of(limit, tree.picture.epochMillis());
  }

  private static long granted(Node node) {
    LedgerPicture.Agent agent = node.agent();
    LedgerPicture.Limit limit = mainLimit(node);
    return agent != null ? agent.grantedMilli() : limit == null ? 0 : limit.amount();
  }

  private static long used(Node node) {
    LedgerPicture.Limit limit = mainLimit(node);
    return (limit == null ? 0 : limit.spent()) + node.held().milliTokens();
  }

  private void grant(PictureTree tree, Node root, List<Node> agents, Map<String, Long> grants) {
    Pool pool = new PoolBuilder(tree, watches).build(root, agents);
    boolean fresh = false;
    for (Node agent : agents) {
      NodeWatch watch = watch(agent);
      String id = pool.windowId().isEmpty() ? "rolling" : pool.windowId();
      if (!watch.windowId.equals(id)) {
        fresh |= watch.windowId.isEmpty() || !pool.windowId().isEmpty();
        watch.windowId = id;
        watch.verdict = watch.verdict.signal() == Signal.RED ? Verdict.HEALTHY : watch.verdict;
      }
    }
    List<Grant> given = TokenBudgetArbiter.arbitrate(pool, fresh);
    given.forEach(g -> grants.put(g.member().name(), g.after()));
    GrantDecisions.of(pool, given, watches, tree.picture.epochMillis()).ifPresent(this::tell);
    anomalies(tree, root, agents);
  }

  private void anomalies(PictureTree tree, Node root, List<Node> agents) {
    LedgerPicture.Limit limit = BudgetStatuses.firstTokens(root);
    if (limit == null) {
      return;
    }
    for (Node agent : agents) {
      NodeWatch watch = watch(agent);
      WindowFacts window =
          WindowFacts.of(PoolBuilder.agentOf(agent).grantLimit(), tree.picture.epochMillis());
      if (tree.stop(agent) == null
          && watch.anomaly.tick(watch.history, window.lengthNanos(), limit.amount())) {
        operators.anomaly(
            agent.name(),
            AnomalySwitch.MARK
                + "more than "
                + AnomalySwitch.TIMES
                + " times its usual burn, and a tenth of the budget of "
                + root.name()
                + "; wlm budget go "
                + agent.name());
      }
    }
  }

  /** Finds the signal of a budget and tells the log if it changed. */
  private void decide(PictureTree tree, Node node, NodeWatch watch, boolean tick) {
    WindowFacts window = window(tree, node);
    if (window == null) {
      Stop stop = tree.stop(node);
      watch.verdict =
          stop == null ? Verdict.HEALTHY : new Verdict(Signal.BLACK, stop.code(), stop.reason(), 0);
      return;
    }
    Verdict before = watch.verdict;
    watch.verdict =
        SignalPolicy.next(
            before,
            facts(tree, node, watch, window),
            new Outlook(watch.burn, watch.forecast, window.lengthNanos(), window.leftNanos()),
            tick);
    signals.put(node.name(), watch.verdict.signal());
    var agent = node.budget().agent();
    if (agent != null && before.signal() != watch.verdict.signal()) {
      tell(
          GrantDecisions.signal(
              node.name(),
              agent.serviceClass(),
              before.signal(),
              watch.verdict,
              tree.picture.epochMillis()));
    }
  }

  private static Facts facts(PictureTree tree, Node node, NodeWatch watch, WindowFacts window) {
    long granted = granted(node);
    long used = used(node);
    long held = node.held().milliTokens();
    long settled = granted - used + held;
    long now = granted - used;
    for (Node n : tree.path(node)) {
      for (LedgerPicture.Limit limit : n.limits()) {
        long spare = limit.amount() - limit.spent();
        long free = spare - PoolBuilder.held(n, limit.limit().unit());
        if (limit.limit().unit() == BudgetUnit.TOKENS) {
          settled = Math.min(settled, spare);
          now = Math.min(now, free);
        } else if (!PoolBuilder.isBrief(limit, window)) {
          settled = spare <= 0 ? 0 : settled;
          now = free <= 0 ? 0 : now;
        }
      }
    }
    boolean refused = watch.refused() || watch.lacksMore(node);
    return new Facts(tree.stop(node), granted, used, settled, now, refused, leastCall(node));
  }

  /**
   * The smallest call that is of use: 256 tokens of output and half of its usual input, as the
   * agent's tokens weigh.
   */
  private static long leastCall(Node node) {
    TokenUsage used = node.counts().used();
    long input = used.totalInput() / Math.max(1, node.counts().requests()) / 2;
    long weight =
        used.total() == 0 ? MILLI : Math.max(1, node.counts().spent().milliTokens() / used.total());
    LedgerPicture.Limit limit = mainLimit(node);
    long most = limit == null ? Long.MAX_VALUE : limit.amount() / LEAST_PART;
    return Math.min((LEAST_OUTPUT + input) * weight, most);
  }

  private static AgentSignal signal(Node node, BudgetStatus status) {
    return new AgentSignal(
        status,
        PoolBuilder.agentOf(node).grantLimit().windowId(),
        Objects.requireNonNull(node.budget().agent()));
  }

  private static Performance performance(Node agent, NodeWatch watch) {
    OptionalDouble index = BudgetStatuses.performanceIndex(agent, watch);
    return new Performance(
        index,
        Math.ceilDiv(PoolBuilder.used(agent), MILLI) + " used",
        watch.verdict.signal(),
        index.isPresent()
            ? "agent " + agent.name() + ", " + watch.verdict.reason()
            : "agent " + agent.name() + " made fewer than " + BurnRate.MIN_CALLS + " calls lately");
  }

  /** Several agents of one class: the worst stands for it. */
  private static Performance worse(Performance a, Performance b) {
    Performance worst = b.performanceIndex().orElse(-1) > a.performanceIndex().orElse(-1) ? b : a;
    Signal signal = a.signal().compareTo(b.signal()) >= 0 ? a.signal() : b.signal();
    return new Performance(worst.performanceIndex(), worst.achieved(), signal, worst.detail());
  }

  private void tell(Decision decision) {
    synchronized (decisions) {
      if (decisions.size() >= MOST_DECISIONS) {
        decisions.removeFirst();
      }
      decisions.addLast(decision);
    }
  }

  @Override
  public Optional<Performance> of(String serviceClass) {
    return Optional.ofNullable(performances.get(serviceClass));
  }

  @Override
  public List<Decision> decisions() {
    synchronized (decisions) {
      List<Decision> all = List.copyOf(decisions);
      decisions.clear();
      return all;
    }
  }

  @Override
  public List<BudgetStatus> budgets() {
    return statuses;
  }

  /** The signal of an agent as of now; green if there is none of that name. */
  public Signal signalOf(String agent) {
    return signals.getOrDefault(agent, Signal.GREEN);
  }

  /** When the next window begins, by the ledger's wall clock; Long.MAX_VALUE if nobody knows. */
  public long nextWindowEpochMillis() {
    return nextWindowMillis;
  }

  @Override
  public String increase(
      String budget, long tokens, long untilEpochMillis, String reason, String byUser) {
    return operators.increase(budget, tokens, untilEpochMillis, reason, byUser);
  }

  @Override
  public String stop(@Nullable String budget, String reason, String byUser) {
    return operators.stop(budget, reason, byUser);
  }

  @Override
  public String go(@Nullable String budget, String reason, String byUser) {
    return operators.go(budget, reason, byUser);
  }
}
