package io.openwlm.app.daemon;

import io.openwlm.core.cycle.ControlDesk;
import io.openwlm.core.policy.PolicyDesk;
import io.openwlm.core.policy.PolicyOrder;
import io.openwlm.core.policy.UnreadableCoupleDataSet;
import io.openwlm.core.port.Clock;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.sysplex.EmbeddedCoupleDataSet;
import io.openwlm.sysplex.StoreInUse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The couple data set of a running daemon, and a thread that looks after it: what is not confirmed
 * in time is rolled back. A couple data set that cannot be used does not keep the daemon from
 * starting: it observes only, says so, and refuses changes.
 */
final class PolicyKeeper implements AutoCloseable {
  private static final long TICK_MILLIS = 200;
  private static final String BUILT_IN =
      """
      service-definition:
        name: BUILTIN
        description: Stands in while the couple data set cannot be read
        service-classes:
          - name: ALLWORK
            goal: discretionary
            cgroup: /wlm
      """;

  private final PolicyDesk desk;
  private final PolicyOrder order;
  private final @Nullable EmbeddedCoupleDataSet store;
  private final Consumer<String> log;
  private @Nullable Thread thread;
  private volatile boolean closed;

  private PolicyKeeper(
      PolicyDesk desk,
      PolicyOrder order,
      @Nullable EmbeddedCoupleDataSet store,
      Consumer<String> log) {
    this.desk = desk;
    this.order = order;
    this.store = store;
    this.log = log;
  }

  /**
   * What the command line says about policies.
   *
   * @param definition null if it names none
   * @param source its file; empty without a definition
   * @param policy null if it names none
   */
  record Given(@Nullable ServiceDefinition definition, String source, @Nullable String policy) {}

  /**
   * Opens the couple data set and finds out what to start with.
   *
   * @param system name of this system
   * @throws PolicyDesk.NothingToStartWith if there is no definition anywhere
   * @throws StoreInUse if another daemon has the couple data set
   */
  static PolicyKeeper open(
      Path directory, Given given, Clock clock, String system, Consumer<String> log)
      throws PolicyDesk.NothingToStartWith {
    String user = System.getProperty("user.name", "?");
    EmbeddedCoupleDataSet store = null;
    try {
      store = EmbeddedCoupleDataSet.open(directory);
      store.notes().forEach(log);
      PolicyDesk desk = new PolicyDesk(store, clock, system);
      PolicyDesk.Start start = desk.start(given.definition(), given.source(), given.policy(), user);
      start.notes().forEach(log);
      return new PolicyKeeper(desk, start.order(), store, log);
    } catch (StoreInUse e) {
      throw e;
    } catch (StoreFailure e) {
      log.accept("WLM0820E " + e.text());
      log.accept("WLM0821W observing only; nothing can be installed or activated until then");
      closeQuietly(store);
      PolicyDesk desk =
          new PolicyDesk(new UnreadableCoupleDataSet("WLM0820E " + e.text()), clock, system);
      ServiceDefinition definition = given.definition();
      PolicyOrder order =
          definition == null
              ? desk.startWithout(builtIn(), "built in", user)
              : desk.startWithout(definition, given.source(), user);
      return new PolicyKeeper(desk, order, null, log);
    } catch (PolicyDesk.NothingToStartWith | RuntimeException e) {
      closeQuietly(store);
      throw e;
    }
  }

  private static ServiceDefinition builtIn() {
    return DefinitionReader.read("built in", BUILT_IN).definition().orElseThrow();
  }

  private static void closeQuietly(@Nullable EmbeddedCoupleDataSet store) {
    if (store != null) {
      store.close();
    }
  }

  /** What the manager starts with. */
  PolicyOrder order() {
    return order;
  }

  /** What an operator should see all the time; empty if all is well. */
  List<String> warnings() {
    return store != null
        ? List.of()
        : List.of("couple data set: not usable, see WLM0820E; observing only, changes are refused");
  }

  PolicyControl control() {
    return desk;
  }

  /** From now on changes reach the machine, and what is not confirmed in time is rolled back. */
  void attach(ControlDesk machine) {
    desk.attach(machine);
    thread = Thread.ofVirtual().name("wlm-policy-keeper").start(this::keep);
  }

  private void keep() {
    while (!closed) {
      try {
        desk.tick().ifPresent(log);
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.accept("WLM0815E the couple data set: " + e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
    closeQuietly(store);
  }
}
