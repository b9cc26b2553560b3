package io.openwlm.core.policy;

import io.openwlm.core.port.Clock;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.ManagerStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine that works by whatever policy it is given, and a clock that is moved by hand. */
final class FakeMachine implements Enactor, Clock {
  String policy = "";
  long revisionSeen;
  boolean released;
  Outcome next = new Outcome.Done();
  @Nullable Runnable during;
  long seconds;
  int enacted;

  void start(PolicyOrder order) {
    take(order);
  }

  private void take(PolicyOrder order) {
    policy = order.policy();
    released = order.deactivated();
    String number = order.source().replaceAll(".*revision ([0-9]+).*", "$1");
    revisionSeen = Long.parseLong(number);
  }

  @Override
  public Outcome enact(PolicyOrder order) {
    enacted++;
    Runnable meanwhile = during;
    if (meanwhile != null) {
      meanwhile.run();
    }
    if (next instanceof Outcome.Done) {
      take(order);
    }
    return next;
  }

  @Override
  public Outcome release(String byUser) {
    released = next instanceof Outcome.Done || released;
    return next;
  }

  @Override
  public ManagerStatus status() {
    return new ManagerStatus(
        "host",
        "PLANT",
        "",
        policy,
        0,
        "root",
        "simulated",
        !released,
        "1",
        1,
        2,
        3,
        4,
        250,
        2000,
        2,
        5,
        -1,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public long nanoTime() {
    return 5_000_000_000_000L + seconds * 1_000_000_000L;
  }

  @Override
  public long epochMillis() {
    return 1_800_000_000_000L + seconds * 1000;
  }

  /** PLANT with policies DAY and NIGHT, and a velocity goal that tells versions apart. */
  static ServiceDefinition plant(int velocity, String... policies) {
    StringBuilder text = new StringBuilder("service-definition:\n  name: PLANT\n  policies:\n");
    for (String name : policies.length == 0 ? new String[] {"DAY", "NIGHT"} : policies) {
      text.append("    - name: ").append(name).append('\n');
    }
    text.append("  service-classes:\n    - name: WEB\n      importance: 1\n");
    text.append("      goal: { velocity: ").append(velocity).append(" }\n      cgroup: /wlm/web\n");
    return DefinitionReader.read("plant", text.toString()).definition().orElseThrow();
  }
}
