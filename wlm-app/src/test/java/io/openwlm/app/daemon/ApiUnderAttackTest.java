package io.openwlm.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.wiring.Assembly;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.port.RecordSink;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.server.api.HealthApi;
import io.openwlm.server.jetty.ApiLimits;
import io.openwlm.server.jetty.Listen;
import io.openwlm.simulator.SimulatedRun;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * T11 with the real cycle: while a thousand readers, slow headers and a definition of ten thousand
 * classes come in, the cycle misses no interval. How long its turns took is printed.
 */
class ApiUnderAttackTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SECONDS = 8;
  @TempDir Path directory;
  private final List<SocketChannel> attackers = new ArrayList<>();

  @Test
  void completesEveryIntervalWhileItIsAttacked() throws Exception {
    Path file = Path.of(System.getProperty("wlm.root"), "scenarios/flood.yaml");
    Scenario scenario = ScenarioReader.read(file).scenario().orElseThrow();
    SimulatedRun run = SimulatedRun.of(scenario, SimulatedRun.Grouping.GROUPED);
    run.paced(1);
    try (PolicyKeeper keeper =
            PolicyKeeper.open(
                directory.resolve("couple"),
                new PolicyKeeper.Given(scenario.definition(), "flood.yaml", null),
                run.clock(),
                "host",
                _ -> {});
        RestoreJournal journal = RestoreJournal.open(directory.resolve("journal"));
        Assembly assembly =
            Assembly.of(
                new Assembly.Bed(
                    run.files(),
                    CpuHierarchy.of(run.files()).orElseThrow(),
                    journal,
                    ContainerFacts.none(),
                    RecordSink.NONE),
                keeper.order(),
                run.clock(),
                new ManagerIdentity("host", "simulated", "0", 1, scenario.cpus(), List.of()));
        HealthApi api = HealthApi.open(plan(assembly, keeper))) {
      keeper.attach(assembly.desk());
      Turns quiet = turns(assembly, run);
      AtomicBoolean attacking = new AtomicBoolean(true);
      Thread attack = Thread.ofPlatform().start(() -> attack(attacking));
      Turns attacked = turns(assembly, run);
      attacking.set(false);
      attack.join();
      System.out.println("turns quiet " + quiet + ", attacked " + attacked);
      assertThat(attackers).hasSizeGreaterThanOrEqualTo(1000);
      assertThat(api.connections()).isLessThanOrEqualTo(256);
      long due = SECONDS * SECOND / (assembly.cycle().status().adjustmentMillis() * 1_000_000);
      assertThat(attacked.intervals()).isGreaterThanOrEqualTo(due - 1);
      for (SocketChannel attacker : attackers) {
        attacker.close();
      }
    }
  }

  private HealthApi.Plan plan(Assembly assembly, PolicyKeeper keeper) {
    return new HealthApi.Plan(
        assembly.desk(),
        keeper.control(),
        assembly.operator(),
        new Listen(directory.resolve("api.sock"), null),
        ApiLimits.NORMAL,
        directory.resolve("audit.jsonl"),
        null,
        _ -> {});
  }

  private record Turns(long intervals, List<Long> nanos) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d intervals, %d turns, p50 %.2f ms, p99 %.2f ms, longest %.2f ms",
          intervals,
          nanos.size(),
          nanos.get(nanos.size() / 2) / 1e6,
          nanos.get(nanos.size() * 99 / 100) / 1e6,
          nanos.getLast() / 1e6);
    }
  }

  /** As the driver does it, with a stop watch. */
  private static Turns turns(Assembly assembly, SimulatedRun run) {
    long first = assembly.cycle().status().intervals();
    long end = System.nanoTime() + SECONDS * SECOND;
    List<Long> nanos = new ArrayList<>();
    while (System.nanoTime() < end) {
      long began = System.nanoTime();
      long now = run.clock().nanoTime();
      assembly.desk().serve(now, run.clock().epochMillis());
      long due = assembly.cycle().run(now, run.clock().epochMillis());
      nanos.add(System.nanoTime() - began);
      run.advance(Math.max(1, Math.min(due, now + 100_000_000) - run.clock().nanoTime()));
    }
    nanos.sort(null);
    return new Turns(assembly.cycle().status().intervals() - first, nanos);
  }

  private void attack(AtomicBoolean attacking) {
    String host = " HTTP/1.1\r\nHost: x\r\n";
    StringBuilder yaml =
        new StringBuilder("service-definition:\n  name: BIG\n  service-classes:\n");
    for (int i = 0; i < 10_000; i++) {
      yaml.append("    - { name: C").append(i).append(", goal: discretionary }\n");
    }
    String put =
        "PUT /api/v1/definition"
            + host
            + "Content-Type: application/yaml\r\nIf-Match: *\r\nContent-Length: "
            + yaml.length()
            + "\r\n\r\n"
            + yaml;
    for (int i = 0; attacking.get(); i++) {
      String[] kinds = {
        "GET /api/v1/events" + host + "\r\n",
        "GET /api/v1/classes" + host,
        "GET /api/v1/classes" + host + "\r\n",
        i % 40 == 3 ? put : "GET /" + host + "\r\n"
      };
      send(kinds[i % kinds.length]);
    }
  }

  private void send(String request) {
    try {
      SocketChannel channel =
          SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("api.sock")));
      attackers.add(channel);
      ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
      channel.configureBlocking(false);
      for (int i = 0; bytes.hasRemaining() && i < 20; i++) {
        if (channel.write(bytes) == 0) {
          Thread.sleep(1);
        }
      }
    } catch (IOException e) {
      // refused: one too many
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (attackers.size() > 2000) {
      try {
        attackers.removeFirst().close();
      } catch (IOException e) {
        // closed already
      }
    }
  }
}
