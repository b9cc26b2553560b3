package io.openwlm.core.cycle;

import io.openwlm.core.classify.Classifier;
import io.openwlm.core.policy.Enactor;
import io.openwlm.core.policy.PolicyOrder;
import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.TokenControl;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where requests from outside come in. Reports are counted at once; what changes the manager waits
 * in a bounded queue until the cycle's thread calls {@link #serve}. Everything that belongs to the
 * policy in force hangs on one reference, which activation swaps between two turns of the cycle.
 */
public final class ControlDesk implements ManagerControl, Enactor {
  private static final int MAX_WAITING = 16;
  private static final long ANSWER_SECONDS = 10;

  private final ArrayBlockingQueue<Request> requests = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Set<String> trusted;
  private final IntFunction<Optional<WorkAttributes>> attributesOf;
  private final LongSupplier monotonicNanos;
  private final CycleFactory factory;
  private volatile @Nullable Office office;
  private volatile boolean lastActivationGood = true;
  private volatile TokenControl tokens = TokenControl.NONE;

  /** What belongs to one policy. */
  private record Office(
      WlmCycle cycle, Classifier classifier, ReportDesk reports, boolean deactivated) {}

  /**
   * @param taken whoever sets it decides: the cycle that it is done, the asker that it is not
   */
  private record Request(
      CompletableFuture<Boolean> answer, String user, Consumer<Serving> act, AtomicBoolean taken) {}

  private record Serving(Office office, String user, long nowNanos, long epochMillis) {
    WlmCycle cycle() {
      return office.cycle();
    }
  }

  /**
   * @param trusted users that may report for every class: root and the daemon's own
   * @param attributesOf facts about a running process
   * @param monotonicNanos the clock that reports are dated with
   * @param factory makes the cycle of each policy that is activated
   */
  public ControlDesk(
      Set<String> trusted,
      IntFunction<Optional<WorkAttributes>> attributesOf,
      LongSupplier monotonicNanos,
      CycleFactory factory) {
    this.trusted = Set.copyOf(trusted);
    this.attributesOf = attributesOf;
    this.monotonicNanos = monotonicNanos;
    this.factory = factory;
  }

  /** Puts the first policy in force: from now on there is a status, and requests are served. */
  public void open(PolicyOrder order, long nowNanos, long epochMillis) {
    bringInForce(order, nowNanos, epochMillis);
  }

  /** The cycle of the policy in force. */
  public WlmCycle cycle() {
    return opened().cycle();
  }

  /** Carries out what waits. Called by the cycle's thread. */
  public void serve(long nowNanos, long epochMillis) {
    for (Request request = requests.poll(); request != null; request = requests.poll()) {
      if (!request.taken().compareAndSet(false, true)) {
        continue;
      }
      try {
        Serving serving = new Serving(opened(), request.user(), nowNanos, epochMillis);
        request.act().accept(serving);
        request.answer().complete(true);
      } catch (RuntimeException e) {
        request.answer().completeExceptionally(e);
      }
    }
  }

  private Office opened() {
    Office current = office;
    if (current == null) {
      throw new IllegalStateException("the manager is still starting");
    }
    return current;
  }

  /** Builds everything for a policy, then swaps it in; if building fails nothing has changed. */
  private void bringInForce(PolicyOrder order, long nowNanos, long epochMillis) {
    Office before = office;
    PolicyInForce inForce =
        new PolicyInForce(
            ActivePolicy.of(order.definition(), order.policy()),
            order.source(),
            order.sinceEpochMillis(),
            order.byUser());
    Classifier classifier = new Classifier(inForce.definition());
    ReportDesk reports =
        new ReportDesk(inForce.definition(), before == null ? null : before.reports());
    WlmCycle cycle =
        factory.make(
            inForce,
            classifier,
            reports.intakes(),
            new WlmCycle.Start(nowNanos, epochMillis, before == null ? null : before.cycle()));
    office = new Office(cycle, classifier, reports, order.deactivated());
    if (order.deactivated() && cycle.isEnforcing()) {
      cycle.restore(order.byUser(), nowNanos, epochMillis);
    }
  }

  /** From now on operators reach these token budgets. */
  public void attach(TokenControl budgets) {
    tokens = budgets;
  }

  @Override
  public TokenControl tokens() {
    return tokens;
  }

  @Override
  public ManagerStatus status() {
    return opened().cycle().status();
  }

  @Override
  public ReportAnswer report(
      String serviceClass,
      long[] responseNanos,
      int count,
      long inFlight,
      long oldestInFlightNanos,
      long dropped,
      long reporter,
      String user) {
    ReportDesk.Desk desk = desk(serviceClass);
    if (desk == null || !permits(desk, user)) {
      return refusal(desk);
    }
    desk.intake()
        .report(
            monotonicNanos.getAsLong(),
            responseNanos,
            count,
            inFlight,
            oldestInFlightNanos,
            dropped,
            reporter);
    return ReportAnswer.ACCEPTED;
  }

  @Override
  public ReportAnswer queued(String serviceClass, long waiting, long reporter, String user) {
    ReportDesk.Desk desk = desk(serviceClass);
    if (desk == null || !permits(desk, user)) {
      return refusal(desk);
    }
    desk.intake().queued(monotonicNanos.getAsLong(), waiting, reporter);
    return ReportAnswer.ACCEPTED;
  }

  private ReportDesk.@Nullable Desk desk(String serviceClass) {
    Office current = office;
    return current == null ? null : current.reports().of(serviceClass);
  }

  private boolean permits(ReportDesk.Desk desk, String user) {
    return trusted.contains(user) || desk.reporters().contains(user);
  }

  private static ReportAnswer refusal(ReportDesk.@Nullable Desk desk) {
    return desk == null ? ReportAnswer.UNKNOWN_CLASS : ReportAnswer.NOT_PERMITTED;
  }

  @Override
  public void reporterGone(long reporter) {
    Office current = office;
    if (current != null) {
      current.reports().reporterGone(reporter);
    }
  }

  @Override
  public String setEnforce(boolean enforce, String byUser) {
    return ask(
        byUser,
        serving -> {
          if (enforce && serving.office().deactivated()) {
            return "refused: no policy is active, so there is nothing to enforce; wlm activate"
                + " POLICY comes first";
          }
          boolean was = serving.cycle().isEnforcing();
          serving
              .cycle()
              .setEnforce(enforce, serving.user(), serving.nowNanos(), serving.epochMillis());
          String now = enforce ? "enforcing" : "observing only; the kernel keeps the last values";
          return was == enforce ? "already " + now : now;
        });
  }

  @Override
  public String restore(String byUser) {
    return ask(
        byUser,
        serving -> {
          ActuationReport report =
              serving.cycle().restore(serving.user(), serving.nowNanos(), serving.epochMillis());
          StringBuilder text = new StringBuilder();
          for (ActuationReport.Outcome o : report.outcomes()) {
            text.append(o.result()).append("  ").append(o.target()).append(" = ");
            text.append(o.actual().isEmpty() ? o.wanted() : o.actual());
            text.append(o.detail().isEmpty() ? "" : "  " + o.detail()).append('\n');
          }
          return text.append(report.outcomes().isEmpty() ? "nothing to restore" : "restored")
              .append("; observing only")
              .toString();
        });
  }

  @Override
  public Outcome enact(PolicyOrder order) {
    Outcome outcome =
        outcome(
            order.byUser(),
            serving -> bringInForce(order, serving.nowNanos(), serving.epochMillis()));
    lastActivationGood = outcome instanceof Outcome.Done;
    return outcome;
  }

  /** False if the last request to activate a policy failed. */
  public boolean lastActivationGood() {
    return lastActivationGood;
  }

  @Override
  public Outcome release(String byUser) {
    return outcome(
        byUser,
        serving -> {
          Office now = serving.office();
          now.cycle().restore(serving.user(), serving.nowNanos(), serving.epochMillis());
          office = new Office(now.cycle(), now.classifier(), now.reports(), true);
        });
  }

  @Override
  public List<RuleHits> rules() {
    return opened().classifier().hits();
  }

  /** The class that classification gives; empty if it leaves the work alone. */
  Optional<String> classOf(WorkAttributes work) {
    Classifier classifier = opened().classifier();
    int index = classifier.classIndex(work);
    return index < 0 ? Optional.empty() : Optional.of(classifier.className(index));
  }

  /** Something that an operator asked for. */
  @FunctionalInterface
  interface OperatorAct {
    void on(WlmCycle cycle, long nowNanos, long epochMillis);
  }

  /**
   * Does what an operator asked for on the cycle's thread, between two turns; waits for it.
   *
   * @return empty if it was done; otherwise why not
   */
  String between(String byUser, OperatorAct act) {
    return ask(
        byUser,
        serving -> {
          act.on(serving.cycle(), serving.nowNanos(), serving.epochMillis());
          return "";
        });
  }

  /** What a request came to, in words for people. */
  private String ask(String user, Function<Serving, String> act) {
    StringBuilder said = new StringBuilder();
    Outcome outcome = outcome(user, serving -> said.append(act.apply(serving)));
    return switch (outcome) {
      case Outcome.Done _ -> said.toString();
      case Outcome.NotDone not -> not.reason();
      case Outcome.Unknown unknown -> unknown.reason();
    };
  }

  /** Hands a request to the cycle's thread and waits. What is given up in time is never done. */
  private Outcome outcome(String user, Consumer<Serving> act) {
    Request request = new Request(new CompletableFuture<>(), user, act, new AtomicBoolean());
    if (!requests.offer(request)) {
      return new Outcome.NotDone(
          "refused: " + MAX_WAITING + " requests are waiting already; try again");
    }
    Outcome first = await(request);
    if (!(first instanceof Outcome.Unknown)) {
      return first;
    }
    if (request.taken().compareAndSet(false, true)) {
      return new Outcome.NotDone(
          "failed: no answer of the cycle within " + ANSWER_SECONDS + "s; nothing was done");
    }
    return await(request);
  }

  private static Outcome await(Request request) {
    try {
      request.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      return new Outcome.Done();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown("interrupted; the request may still be carried out");
    } catch (TimeoutException e) {
      return new Outcome.Unknown(
          "no answer within " + ANSWER_SECONDS + "s; the request may still be carried out");
    } catch (ExecutionException e) {
      return new Outcome.NotDone("failed: " + e.getCause());
    }
  }

  @Override
  public String classify(WorkAttributes work) {
    return opened().classifier().explain(work);
  }

  @Override
  public String classifyPid(int pid) {
    return attributesOf
        .apply(pid)
        .map(opened().classifier()::explain)
        .orElse("there is no process " + pid + ", or it is a kernel thread");
  }
}
