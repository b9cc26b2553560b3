package io.openwlm.app.wiring;

import io.openwlm.core.port.Clock;
import io.openwlm.core.port.TokenAdmission;
import io.openwlm.core.port.TokenControl;
import io.openwlm.core.port.TokenSpend;
import io.openwlm.core.token.LedgerAdmission;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.LedgerTick;
import io.openwlm.core.token.TokenDesk;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.codec.PriceTableReader;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.tokens.counters.CounterFiles;
import io.openwlm.tokens.journal.LedgerHome;
import io.openwlm.tokens.signal.SignalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The token budgets of a daemon: the ledger with its journal, the desk that arbitrates and signals,
 * the state files, and the thread that ticks. Nothing is opened before a definition has budgets; a
 * new definition keeps what was spent. If the ledger cannot be opened, the daemon says so and has
 * no budgets: the proxy then refuses.
 */
public final class Tokens implements TokenSeat, TokenControl, AutoCloseable {
  private static final long LOOK_NANOS = 20_000_000L;
  private static final long MOST_PAUSE_NANOS = 50_000_000L;
  private static final long COUNTERS_NANOS = 500_000_000L;
  private static final long RETRY_NANOS = 250_000_000L;
  private static final long MOST_TICK_NANOS = 10_000_000_000L;
  private static final long LEAST_TICK_NANOS = 500_000_000L;
  private static final int VALID_TICKS = 3;

  private final Place place;
  private final Consumer<String> log;
  private final SignalFiles files;
  private final Object opening = new Object();
  private volatile @Nullable ServiceDefinition wanted;
  private volatile @Nullable Open open;
  private volatile @Nullable Thread thread;
  private volatile BiConsumer<ServiceDefinition, Optional<TokenAdmission>> installed =
      (definition, admission) -> {};
  private volatile boolean closed;
  private volatile long tickNanos = MOST_TICK_NANOS;
  private boolean unkept;

  /**
   * Where the budgets live.
   *
   * @param directory of the ledger's journal
   * @param bootId of the machine's start; empty if unknown
   */
  public record Place(Path directory, Clock clock, String bootId) {}

  /** What there is once a definition has budgets. */
  private record Open(
      LedgerHome home,
      TokenLedger ledger,
      TokenDesk desk,
      LedgerAdmission admission,
      CounterFiles counters) {}

  private Tokens(Place place, SignalFiles files, Consumer<String> log) {
    this.place = place;
    this.files = files;
    this.log = log;
  }

  /** Token budgets that begin with the first definition that has some. */
  public static Tokens of(Place place, Consumer<String> log) throws IOException {
    SignalFiles files =
        new SignalFiles(place.bootId(), System::nanoTime, VALID_TICKS * 10_000L, log);
    return new Tokens(place, files, log);
  }

  /**
   * Has something done at each definition, when its budgets are in force. Set before {@link
   * #start}.
   *
   * @param action gets what lets calls through; empty if no budgets are kept
   */
  public void onInstalled(BiConsumer<ServiceDefinition, Optional<TokenAdmission>> action) {
    installed = action;
  }

  @Override
  public void activated(ServiceDefinition inForce) {
    wanted = inForce;
    LockSupport.unpark(thread);
  }

  /** Opens the budgets of what is in force, and begins to tick. */
  public void start() {
    install();
    Thread ticking = Thread.ofPlatform().daemon().name("wlm-tokens").unstarted(this::run);
    thread = ticking;
    ticking.start();
  }

  private void run() {
    long next = place.clock().nanoTime() + tickNanos;
    long lastRetry = next - tickNanos;
    long countersRead = next - tickNanos - COUNTERS_NANOS;
    while (!closed) {
      long began = System.nanoTime();
      try {
        boolean fresh = install();
        Open now = open;
        long nanos = place.clock().nanoTime();
        if (now != null) {
          if (nanos - countersRead >= COUNTERS_NANOS) {
            now.counters().poll(nanos);
            countersRead = nanos;
          }
          boolean window = place.clock().epochMillis() >= now.desk().nextWindowEpochMillis();
          if (fresh || window || nanos - next >= 0) {
            tick(now);
            next = nanos + tickNanos;
          } else if (now.desk().look(nanos) && nanos - lastRetry >= RETRY_NANOS) {
            now.desk().arbitrate(nanos);
            lastRetry = nanos;
          }
          files.refresh();
        }
      } catch (RuntimeException e) {
        log.accept("WLM0923E a tick of the token budgets failed: " + e);
      }
      LockSupport.parkNanos(pause(System.nanoTime() - began));
    }
  }

  /**
   * Looking costs the more the more agents there are: a quarter of the time, or half of it as long
   * as agents know of a change within a tenth of a second for it.
   */
  private static long pause(long busyNanos) {
    long quarter = Math.max(LOOK_NANOS, 3 * busyNanos);
    return busyNanos <= MOST_PAUSE_NANOS ? Math.min(quarter, MOST_PAUSE_NANOS) : quarter;
  }

  private void tick(Open now) {
    Clock clock = place.clock();
    LedgerTick ticked =
        now.desk().tick(clock.nanoTime(), clock.suspendedNanos(), clock.epochMillis());
    if (ticked.expiredHolds() > 0) {
      log.accept(
          "WLM0922W calls without an end: "
              + ticked.expiredHolds()
              + ", what they held counts as spent");
    }
    Set<String> wrong = now.ledger().audit();
    if (!wrong.isEmpty()) {
      log.accept("WLM0924E what is held is not the sum of the holds of " + wrong);
    }
  }

  /** Brings the definition in force that was activated last; true if there was one. */
  private boolean install() {
    synchronized (opening) {
      ServiceDefinition definition = wanted;
      wanted = null;
      if (definition == null || closed) {
        return false;
      }
      TokenBudgets budgets = definition.host().tokens();
      tickNanos =
          Math.clamp(definition.control().adjustmentNanos(), LEAST_TICK_NANOS, MOST_TICK_NANOS);
      files.configure(budgets.signalDirectory(), VALID_TICKS * tickNanos / 1_000_000);
      boolean done = install(definition, budgets);
      installed.accept(definition, admission());
      return done;
    }
  }

  private boolean install(ServiceDefinition definition, TokenBudgets budgets) {
    Open now = open;
    if (now == null && budgets.budgets().isEmpty()) {
      return false;
    }
    LedgerPlan plan = plan(definition, budgets);
    if (now != null) {
      now.ledger().install(plan);
      now.counters().follow(budgets);
      return true;
    }
    try {
      open = open(plan);
      tick(Objects.requireNonNull(open));
      log.accept("WLM0925I token budgets: " + budgets.budgets().size() + " are kept");
      return true;
    } catch (IOException e) {
      log.accept("WLM0926E no token budgets: " + e.getMessage());
      return false;
    }
  }

  private Open open(LedgerPlan plan) throws IOException {
    LedgerHome home = LedgerHome.open(place.directory(), plan, place.clock(), this::journal);
    if (home.report().damaged()) {
      log.accept("WLM0927W the ledger was damaged; what is missing counts: " + home.report());
    }
    TokenLedger ledger = home.ledger();
    TokenDesk desk = new TokenDesk(ledger, files, place.clock()::nanoTime);
    CounterFiles counters = new CounterFiles(ledger, log);
    counters.follow(plan.budgets());
    return new Open(home, ledger, desk, new LedgerAdmission(ledger, place.clock()), counters);
  }

  private void journal(String problem) {
    if (!problem.isEmpty()) {
      unkept = true;
      log.accept("WLM0928E the token ledger cannot be kept: " + problem);
    } else if (unkept) {
      unkept = false;
      log.accept("WLM0929I the token ledger is kept again");
    }
  }

  private LedgerPlan plan(ServiceDefinition definition, TokenBudgets budgets) {
    Map<String, Importance> importance = new HashMap<>();
    for (ServiceClass c : definition.serviceClasses()) {
      importance.put(c.name(), c.importance());
    }
    return LedgerPlan.of(budgets, prices(budgets), importance);
  }

  private TokenPrices prices(TokenBudgets budgets) {
    String table = budgets.priceTable();
    if (table == null) {
      return TokenPrices.NONE;
    }
    PriceTableReader.Result read = PriceTableReader.read(Path.of(table));
    read.problems().forEach(p -> log.accept(p.toString()));
    return read.prices()
        .orElseGet(() -> {
          log.accept("WLM0930E without prices no call below a limit in money is let through");
          return TokenPrices.NONE;
        });
  }

  /** What lets calls through; empty while there are no budgets. */
  public Optional<TokenAdmission> admission() {
    return Optional.ofNullable(open).map(Open::admission);
  }

  /** Where use is told that did not pass the proxy; empty while there are no budgets. */
  public Optional<TokenSpend> spend() {
    return Optional.ofNullable(open).map(Open::admission);
  }

  /** The ledger itself, for readers of counter files; empty while there are no budgets. */
  public Optional<TokenLedger> ledger() {
    return Optional.ofNullable(open).map(Open::ledger);
  }

  @Override
  public Optional<Performance> of(String serviceClass) {
    Open now = open;
    return now == null ? Optional.empty() : now.desk().of(serviceClass);
  }

  @Override
  public List<Decision> decisions() {
    Open now = open;
    return now == null ? List.of() : now.desk().decisions();
  }

  @Override
  public List<BudgetStatus> budgets() {
    Open now = open;
    return now == null ? List.of() : withCounterFiles(now.desk().budgets(), now.counters().found());
  }

  private static List<BudgetStatus> withCounterFiles(
      List<BudgetStatus> budgets, Map<String, BudgetStatus.CounterFile> found) {
    return found.isEmpty()
        ? budgets
        : budgets.stream()
            .map(b -> found.containsKey(b.name()) ? b.withCounterFile(found.get(b.name())) : b)
            .toList();
  }

  private TokenDesk desk() {
    Open now = open;
    if (now == null) {
      throw new Unchanged("there are no token budgets");
    }
    return now.desk();
  }

  @Override
  public String increase(
      String budget, long tokens, long untilEpochMillis, String reason, String byUser) {
    return desk().increase(budget, tokens, untilEpochMillis, reason, byUser);
  }

  @Override
  public String stop(@Nullable String budget, String reason, String byUser) {
    return desk().stop(budget, reason, byUser);
  }

  @Override
  public String go(@Nullable String budget, String reason, String byUser) {
    return desk().go(budget, reason, byUser);
  }

  /** Ends the ticks and brings the journal to the disk. */
  @Override
  public void close() {
    closed = true;
    Thread ticking = thread;
    LockSupport.unpark(ticking);
    try {
      if (ticking != null) {
        ticking.join();
      }
      synchronized (opening) {
        Open now = open;
        open = null;
        if (now != null) {
          now.counters().close();
          now.home().close();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.accept("WLM0928E the token ledger cannot be kept: " + e.getMessage());
    }
  }
}
