package io.openwlm.server.intake;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.TokenSpend;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.server.metrics.Families;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All sources of an intake file at work, each on a thread of its own: one that hangs holds up no
 * other, and none holds up the cycle.
 */
public final class Intake implements AutoCloseable {
  private static final long POLL_MILLIS = 250;

  private final List<SourceTally> tallies = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final OtlpIntake otlp;
  private volatile boolean closed;

  private Intake(
      IntakeSources sources,
      ManagerControl control,
      Supplier<Optional<TokenSpend>> budgets,
      Consumer<String> log) {
    List<OtlpIntake.Target> targets = new ArrayList<>();
    List<OtlpTokens.Target> tokens = new ArrayList<>();
    for (SourceConfig source : sources.list()) {
      switch (source) {
        case SourceConfig.AccessLog config -> {
          SourceTally tally = tally(config, "access-log", config.file().toString(), control, log);
          AccessLogSource follower = new AccessLogSource(config, tally);
          // The position is taken before anything else happens: what comes from now on counts.
          follower.poll(System.nanoTime());
          start(config.name(), () -> follow(follower));
        }
        case SourceConfig.Scrape config -> {
          SourceTally tally = tally(config, "prometheus", config.uri().toString(), control, log);
          start(config.name(), () -> scrape(config, tally));
        }
        case SourceConfig.Otlp config -> {
          String what = config.spans() ? "server spans" : config.metric();
          targets.add(new OtlpIntake.Target(config, tally(config, "otlp", what, control, log)));
        }
        case SourceConfig.OtlpTokens config -> {
          String told = config.metric().isEmpty() ? "gen_ai.usage of spans" : config.metric();
          String what = told + ", names of version " + GenAiNames.VERSION;
          SourceTally tally = tally(config, "otlp-tokens", what, control, log);
          tokens.add(new OtlpTokens.Target(config, tally));
        }
      }
    }
    otlp = new OtlpIntake(targets, new OtlpTokens(tokens, budgets));
  }

  /**
   * Starts all sources.
   *
   * @param budgets what counts spent tokens; empty while there are no budgets
   * @param log takes one line of printable text; called by any thread
   */
  public static Intake start(
      IntakeSources sources,
      ManagerControl control,
      Supplier<Optional<TokenSpend>> budgets,
      Consumer<String> log) {
    Intake intake = new Intake(sources, control, budgets, log);
    intake.threads.forEach(Thread::start);
    return intake;
  }

  private SourceTally tally(
      SourceConfig config,
      String kind,
      String where,
      ManagerControl control,
      Consumer<String> log) {
    SourceTally tally =
        new SourceTally(
            new SourceTally.Kind(config.name(), kind, where), config.selector(), control, log);
    tallies.add(tally);
    return tally;
  }

  private void start(String name, Runnable work) {
    threads.add(Thread.ofVirtual().name("wlm-intake-" + name).unstarted(work));
  }

  private void follow(AccessLogSource source) {
    while (!closed) {
      if (!source.poll(System.nanoTime()) && !sleep(POLL_MILLIS)) {
        break;
      }
    }
    source.close();
  }

  private void scrape(SourceConfig.Scrape config, SourceTally tally) {
    try (ScrapeSource source = new ScrapeSource(config, tally)) {
      while (!closed) {
        source.scrape();
        if (!sleep(config.intervalMillis())) {
          return;
        }
      }
    }
  }

  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Where data that comes over OTLP goes. */
  public OtlpIntake otlp() {
    return otlp;
  }

  /** Each source and how it does, in the order of the file. */
  public List<IntakeSource> status() {
    return tallies.stream().map(SourceTally::status).toList();
  }

  /** Adds the metrics of all sources. */
  public void tell(Families out) {
    tallies.forEach(tally -> tally.tell(out));
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }
}
