package io.openwlm.simulator.token;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Streams of calls of models on one budget, in simulated time, until nothing is let through any
 * more. Each stream makes one call after the other: input of 4,000 to 12,000 tokens at 3.5 to 4.5
 * bytes each, an answer of 200 to 2,000 tokens at 60 a second, a cap of 4,096. A call that is
 * refused is dropped; the stream goes on with the next one after a second.
 */
public final class OvershootRun {
  private static final int LEAST_INPUT = 4_000;
  private static final int MOST_INPUT = 12_000;
  private static final int LEAST_OUTPUT = 200;
  private static final int MOST_OUTPUT = 2_000;
  private static final long CAP = 4_096;
  private static final double LEAST_BYTES = 3.5;
  private static final double MORE_BYTES = 1.0;
  private static final long TOKENS_A_SECOND = 60;
  private static final long SECOND = 1_000;

  /** A stream ends after so many refusals one after the other. */
  private static final int PATIENCE = 40;

  private final Gate gate;
  private final Random random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::millis).thenComparingInt(Event::stream));
  private final int[] refused;

  /** Something that happens to a stream: a call ends, or none is under way. */
  private record Event(long millis, int stream, boolean ends, Call call) {}

  private record Call(Gate.Ticket ticket, long input, long output) {}

  private static final Call NONE = new Call(Gate.Ticket.REFUSED, 0, 0);

  private OvershootRun(Gate gate, int streams, long seed) {
    this.gate = gate;
    random = new Random(seed);
    refused = new int[streams];
    for (int i = 0; i < streams; i++) {
      events.add(new Event(random.nextLong(SECOND), i, false, NONE));
    }
  }

  /**
   * What became of the budget.
   *
   * @param spent tokens in all
   * @param calls that were let through
   * @param refusals of calls
   * @param leaked holds that are left at the end
   */
  public record Outcome(long budget, long spent, long calls, long refusals, long leaked) {
    /** Tokens above the budget. */
    public long overshoot() {
      return Math.max(0, spent - budget);
    }

    /** The part of the budget that nobody could use. */
    public double unusedShare() {
      return Math.max(0.0, (double) (budget - spent) / budget);
    }
  }

  /** Runs until nobody is let through any more. */
  public static Outcome run(Gate gate, long budget, int streams, long seed) {
    return new OvershootRun(gate, streams, seed).run(budget);
  }

  private Outcome run(long budget) {
    long calls = 0;
    long refusals = 0;
    while (!events.isEmpty()) {
      Event event = events.remove();
      if (event.ends()) {
        Call call = event.call();
        gate.ended(call.ticket(), call.input(), call.output(), event.millis());
      }
      if (next(event)) {
        calls++;
      } else {
        refusals++;
      }
    }
    return new Outcome(budget, gate.spent(), calls, refusals, gate.held());
  }

  private boolean next(Event event) {
    int stream = event.stream();
    long input = random.nextLong(LEAST_INPUT, MOST_INPUT + 1L);
    long bytes = Math.round(input * (LEAST_BYTES + MORE_BYTES * random.nextDouble()));
    long wanted = random.nextLong(LEAST_OUTPUT, MOST_OUTPUT + 1L);
    Gate.Ticket ticket = gate.ask(bytes, CAP, event.millis());
    if (ticket.admitted()) {
      refused[stream] = 0;
      long output = Math.min(wanted, ticket.maxOutput());
      long millis = event.millis() + output * SECOND / TOKENS_A_SECOND;
      events.add(new Event(millis, stream, true, new Call(ticket, input, output)));
      return true;
    }
    if (++refused[stream] < PATIENCE) {
      events.add(new Event(event.millis() + SECOND, stream, false, NONE));
    }
    return false;
  }
}
