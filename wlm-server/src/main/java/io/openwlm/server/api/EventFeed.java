package io.openwlm.server.api;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.server.api.view.BudgetEvent;
import io.openwlm.server.api.view.ClassPoint;
import io.openwlm.server.api.view.CycleEvent;
import io.openwlm.server.api.view.DecisionEvent;
import io.openwlm.server.api.view.PolicyEvent;
import io.openwlm.server.events.EventRing;
import io.openwlm.server.events.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the pictures that the manager publishes into events. Looks at the published picture and
 * never at the manager, so the cycle does not know that anybody listens.
 */
final class EventFeed {
  private final ManagerControl manager;
  private final CycleWatch watch;
  private final EventRing ring;
  private @Nullable ManagerStatus last;
  private Map<String, String> signals = Map.of();

  EventFeed(ManagerControl manager, CycleWatch watch, EventRing ring) {
    this.manager = manager;
    this.watch = watch;
    this.ring = ring;
  }

  /** Looks once. */
  void look() {
    ManagerStatus now = manager.status();
    watch.see(now);
    ManagerStatus before = last;
    last = now;
    budgets(now, before != null);
    if (before == null) {
      return;
    }
    if (!now.policy().equals(before.policy())
        || now.policySinceEpochMillis() != before.policySinceEpochMillis()
        || now.enforcing() != before.enforcing()) {
      add(Topic.POLICY, policy(now));
    }
    long known = before.decisions().isEmpty() ? 0 : before.decisions().getFirst().id();
    List<DecisionStatus> decisions = now.decisions();
    for (int i = decisions.size() - 1; i >= 0; i--) {
      if (decisions.get(i).id() > known) {
        add(Topic.DECISION, decision(decisions.get(i)));
      }
    }
    if (now.intervals() != before.intervals()) {
      add(Topic.CYCLE, cycle(now));
    }
  }

  /** Tells of budgets whose signal is another one; the first look only remembers. */
  private void budgets(ManagerStatus now, boolean tell) {
    Map<String, String> seen = new HashMap<>();
    for (BudgetStatus b : manager.tokens().budgets()) {
      seen.put(b.name(), b.signal());
      String before = signals.get(b.name());
      if (tell && before != null && !before.equals(b.signal())) {
        add(
            Topic.BUDGET,
            new BudgetEvent(
                Times.of(now.atEpochMillis()),
                b.name(),
                b.level(),
                b.signal(),
                before,
                b.signalReason(),
                b.tokens().remaining()));
      }
    }
    signals = seen;
  }

  private void add(Topic topic, Object view) {
    ring.add(topic, Views.bytes(view));
  }

  private static PolicyEvent policy(ManagerStatus s) {
    return new PolicyEvent(
        Times.of(s.policySinceEpochMillis()),
        s.policy(),
        s.definition(),
        s.enforcing(),
        s.policyByUser());
  }

  private static DecisionEvent decision(DecisionStatus d) {
    return new DecisionEvent(
        d.id(), Times.of(d.atEpochMillis()), d.act(), d.serviceClass(), d.reason());
  }

  private static CycleEvent cycle(ManagerStatus s) {
    return new CycleEvent(
        Times.of(s.atEpochMillis()),
        s.intervals(),
        s.enforcing(),
        s.classes().stream()
            .map(c ->
                new ClassPoint(
                    c.name(), c.importance(), c.performanceIndex(), c.weight(), c.state()))
            .toList());
  }
}
