package io.openwlm.core.cycle;

import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.port.ManagerControl;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where requests from outside come in. Reports are counted at once; what changes the manager waits
 * in a bounded queue until the cycle's thread calls {@link #serve}.
 */
public final class ControlDesk implements ManagerControl {
  private static final int MAX_WAITING = 16;
  private static final long ANSWER_SECONDS = 10;

  private final Map<String, Desk> desks = new HashMap<>();
  private final List<TransactionIntake> intakes = new ArrayList<>();
  private final ArrayBlockingQueue<Request> requests = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Function<WorkAttributes, String> explain;
  private final IntFunction<Optional<WorkAttributes>> attributesOf;
  private final LongSupplier monotonicNanos;
  private final Set<String> trusted;
  private volatile @Nullable WlmCycle cycle;

  /** One class's intake and who may use it. */
  private record Desk(TransactionIntake intake, Set<String> reporters) {}

  private record Request(
      CompletableFuture<String> answer, String user, Function<Serving, String> act) {}

  private record Serving(WlmCycle cycle, String user, long nowNanos, long epochMillis) {}

  /**
   * @param trusted users that may report for every class: root and the daemon's own
   * @param explain the classification of a process in words
   * @param attributesOf facts about a running process
   * @param monotonicNanos the clock that reports are dated with
   */
  public ControlDesk(
      ServiceDefinition definition,
      Set<String> trusted,
      Function<WorkAttributes, String> explain,
      IntFunction<Optional<WorkAttributes>> attributesOf,
      LongSupplier monotonicNanos) {
    this.trusted = Set.copyOf(trusted);
    this.explain = explain;
    this.attributesOf = attributesOf;
    this.monotonicNanos = monotonicNanos;
    for (ServiceClass serviceClass : definition.serviceClasses()) {
      TransactionIntake intake = new TransactionIntake(serviceClass.goal());
      intakes.add(intake);
      desks.put(serviceClass.name(), new Desk(intake, Set.copyOf(serviceClass.reporters())));
    }
  }

  /** The intakes, one per service class, in the order of the definition. */
  public List<TransactionIntake> intakes() {
    return List.copyOf(intakes);
  }

  /** Opens the desk: from now on status and requests go to this cycle. */
  public void open(WlmCycle opened) {
    cycle = opened;
  }

  /** Carries out what waits. Called by the cycle's thread. */
  public void serve(long nowNanos, long epochMillis) {
    for (Request request = requests.poll(); request != null; request = requests.poll()) {
      try {
        Serving serving = new Serving(opened(), request.user(), nowNanos, epochMillis);
        request.answer().complete(request.act().apply(serving));
      } catch (RuntimeException e) {
        request.answer().completeExceptionally(e);
      }
    }
  }

  private WlmCycle opened() {
    WlmCycle current = cycle;
    if (current == null) {
      throw new IllegalStateException("the manager is still starting");
    }
    return current;
  }

  @Override
  public ManagerStatus status() {
    return opened().status();
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
    Desk desk = desks.get(serviceClass);
    if (desk == null) {
      return ReportAnswer.UNKNOWN_CLASS;
    }
    if (!trusted.contains(user) && !desk.reporters().contains(user)) {
      return ReportAnswer.NOT_PERMITTED;
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
  public void reporterGone(long reporter) {
    intakes.forEach(intake -> intake.reporterGone(reporter));
  }

  @Override
  public String setEnforce(boolean enforce, String byUser) {
    return ask(
        byUser,
        serving -> {
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

  private String ask(String user, Function<Serving, String> act) {
    Request request = new Request(new CompletableFuture<>(), user, act);
    if (!requests.offer(request)) {
      return "refused: " + MAX_WAITING + " requests are waiting already; try again";
    }
    try {
      return request.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted; the request may still be carried out";
    } catch (TimeoutException e) {
      return "no answer within " + ANSWER_SECONDS + "s; the request may still be carried out";
    } catch (ExecutionException e) {
      return "failed: " + e.getCause();
    }
  }

  @Override
  public String classify(WorkAttributes work) {
    return explain.apply(work);
  }

  @Override
  public String classifyPid(int pid) {
    return attributesOf
        .apply(pid)
        .map(explain)
        .orElse("there is no process " + pid + ", or it is a kernel thread");
  }
}
