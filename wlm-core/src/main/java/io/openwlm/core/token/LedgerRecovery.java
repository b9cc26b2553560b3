package io.openwlm.core.token;

import io.openwlm.core.port.TokenJournal;
import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a ledger again from a snapshot and the records after it. Whatever is missing, the result is
 * at least as strict as the ledger was: a hold that was not settled stays held until its deadline
 * and is spent then; a settlement whose hold is missing counts; use that is missing shows in the
 * totals of the agent's next record and counts as estimated.
 */
public final class LedgerRecovery {
  /** Numbers of holds that a lost group of records may have used. */
  private static final long SKIPPED_NUMBERS = 1L << 24;

  /** How long a hold lasts whose record is lost. */
  private static final long MISSING_NANOS = 600_000_000_000L;

  /** A hold as it was written: wall, interval, deadline, milli-tokens, cost, input, output. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
  record Held(long id, @Nullable String budget, @Nullable String session, long[] numbers) {}

  /** A budget as a generation of records calls it. */
  private record Called(String name, int parent) {}

  private final LedgerPlan plan;
  private final LedgerState state;
  private final Map<Long, Hold> open = new TreeMap<>();

  /** What the last record of each budget said that all its calls hold: tokens, cost, calls. */
  private final Map<String, long[]> lastHeld = new TreeMap<>();

  private List<Called> called = new ArrayList<>();
  private long lastNumber;
  private long records;
  private int losses;
  private boolean found;

  public LedgerRecovery(LedgerPlan plan) {
    this.plan = plan;
    state = new LedgerState(plan, new LedgerTime(0, 0, 0, 0));
  }

  /**
   * Reads a snapshot, before any record.
   *
   * @return false if it is damaged: then nothing of it counts, and an older one must be read by a
   *     fresh recovery
   */
  public boolean snapshot(byte[] bytes) {
    try {
      RecordReader in = new RecordReader(bytes);
      LedgerSnapshot.read(in, this);
      found = true;
      return true;
    } catch (RecordReader.Damaged
        | IllegalArgumentException
        | java.nio.BufferUnderflowException e) {
      return false;
    }
  }

  /**
   * Reads the next record.
   *
   * @return false if it is damaged: it is skipped
   */
  public boolean record(byte[] bytes) {
    try {
      RecordReader in = new RecordReader(bytes);
      LedgerRecord kind = LedgerRecord.of(in.octet());
      if (kind == null) {
        return false;
      }
      apply(kind, in);
      found = true;
      records++;
      return true;
    } catch (RecordReader.Damaged
        | IllegalArgumentException
        | java.nio.BufferUnderflowException e) {
      return false;
    }
  }

  /** How many records counted. */
  public long records() {
    return records;
  }

  private void apply(LedgerRecord kind, RecordReader in) {
    switch (kind) {
      case BUDGETS -> budgets(in);
      case RESERVE -> {
        long id = in.number();
        String budget = name((int) in.number());
        held(LedgerSnapshot.hold(in, id, budget));
        said(budget, in);
      }
      case EXTEND -> extend(in);
      case SETTLE -> {
        long id = in.number();
        Hold hold = open.remove(id);
        if (hold != null) {
          state.unhold(hold);
        }
        lastNumber = Math.max(lastNumber, id >>> Hold.SLOT_BITS);
        charge(in, false);
      }
      case RELEASE -> {
        Hold hold = open.remove(in.number());
        if (hold != null) {
          state.unhold(hold);
        }
        said(name((int) in.number()), in);
      }
      case SPEND -> {
        long hash = in.number();
        charge(in, true);
        state.seen.add(hash);
      }
      case CHECKPOINT -> checkpointed(in);
      case INCREASE -> {
        BudgetNode node = exact((int) in.number());
        Increases.Increase increase = new Increases.Increase(in.amount(), in.number());
        if (node != null) {
          node.increases.add(increase);
        }
      }
      case STOP -> stop((int) in.number(), in.name());
      case GO -> stop((int) in.number(), null);
      case ESTIMATES -> Estimates.read(in, state.books);
      case TIME -> {
        state.time.replay(in.number(), in.amount());
        state.compareAnew();
      }
      case SNAPSHOT -> throw new RecordReader.Damaged("a snapshot among the records");
    }
  }

  private void budgets(RecordReader in) {
    int count = in.count(Long.BYTES);
    List<Called> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(new Called(in.name(), (int) in.number()));
    }
    called = names;
  }

  private @Nullable String name(int index) {
    return index >= 0 && index < called.size() ? called.get(index).name() : null;
  }

  private @Nullable BudgetNode exact(int index) {
    String name = name(index);
    return name == null ? null : state.books.find(name);
  }

  /** The budget of that number, or the nearest above it that is still in the definition. */
  private @Nullable BudgetNode nearest(int index) {
    int at = index;
    for (int steps = 0; steps < called.size() && at >= 0 && at < called.size(); steps++) {
      BudgetNode node = state.books.find(called.get(at).name());
      if (node != null) {
        return node;
      }
      at = called.get(at).parent();
    }
    return null;
  }

  private int indexOf(@Nullable String name) {
    for (int i = 0; i < called.size(); i++) {
      if (called.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  void begin(long wallMillis, long intervalNanos, long number, @Nullable String stopped) {
    state.time.replay(wallMillis, intervalNanos);
    lastNumber = number;
    state.stopped = stopped;
    state.books = new LedgerBooks(plan, state.time);
  }

  void node(SavedNode saved) {
    BudgetNode node = state.books.find(saved.name());
    if (node == null) {
      state.retire(saved);
    } else {
      saved.restore(node, state.time);
    }
  }

  void held(Held held) {
    Hold hold = new Hold(0);
    hold.id = held.id();
    BudgetNode node = held.budget() == null ? null : state.books.find(held.budget());
    hold.node = node != null ? node : nearest(indexOf(held.budget()));
    long[] n = held.numbers();
    hold.wallMillis = n[0];
    hold.intervalNanos = n[1];
    hold.deadlineNanos = n[2];
    state.time.replay(hold.wallMillis, hold.intervalNanos);
    AgentPart agent = node == null ? null : node.agent;
    hold.session = agent == null ? null : agent.session(held.session(), hold.intervalNanos);
    hold.inputTokens = n[5];
    state.resize(hold, n[6], n[3], n[4], 1);
    lastNumber = Math.max(lastNumber, hold.id >>> Hold.SLOT_BITS);
    Hold twice = open.put(hold.id, hold);
    if (twice != null) {
      state.unhold(twice);
    }
  }

  private void extend(RecordReader in) {
    Hold hold = open.get(in.number());
    String budget = name((int) in.number());
    long milli = in.amount();
    long nano = in.amount();
    long output = in.amount();
    if (hold != null) {
      state.resize(hold, output, milli, nano, 0);
    }
    said(budget, in);
  }

  /**
   * @param told by the agent, not metered
   */
  private void charge(RecordReader in, boolean told) {
    SavedCharge saved = SavedCharge.read(in);
    state.time.replay(saved.clocks()[2], saved.clocks()[3]);
    long[] before = saved.totalsBefore();
    BudgetNode exact = exact(saved.index());
    AgentPart agent = exact == null ? null : exact.agent;
    if (exact != null) {
      lost(exact, before[0], before[1], before[2]);
    }
    BudgetNode node = nearest(saved.index());
    if (agent != null) {
      Session session = agent.session(saved.session(), saved.clocks()[1]);
      if (session != null) {
        saved.all(state);
        session.charge(state.charge);
      }
    }
    saved.part(state);
    if (exact != null && agent != null) {
      agent.check.replay(exact, state.charge, told, state.time.intervalNanos());
    }
    state.charge(node, null);
    said(name(saved.index()), in);
  }

  /** Charges what the totals before a record say and no record told. */
  private void lost(BudgetNode node, long milli, long nano, long requests) {
    long missingMilli = Math.max(0, milli - node.spentMilli);
    long missingNano = Math.max(0, nano - node.spentNano);
    long missingRequests = Math.max(0, requests - node.requests);
    if (missingMilli > 0 || missingNano > 0 || missingRequests > 0) {
      losses++;
      state.charging(
          missingMilli,
          missingNano,
          TokenUsage.NONE,
          true,
          state.time.wallMillis(),
          state.time.intervalNanos());
      state.charge.requests = missingRequests;
      state.charge(node, null);
    }
  }

  /** How often totals showed that records before were missing. */
  public int losses() {
    return losses;
  }

  private void checkpointed(RecordReader in) {
    charge(in, true);
    long[] hashes = LedgerSnapshot.hashes(in);
    byte[] place = in.blob();
    String budget = in.text();
    for (long hash : hashes) {
      state.seen.add(hash);
    }
    if (budget != null) {
      checkpoint(budget, place);
    }
  }

  void checkpoint(String budget, byte[] place) {
    state.checkpoints.put(budget, place);
  }

  void estimates(RecordReader in) {
    Estimates.readAll(in, state.books);
  }

  void seen(long hash) {
    state.seen.add(hash);
  }

  private void said(@Nullable String budget, RecordReader in) {
    long[] held = {in.amount(), in.amount(), in.amount()};
    if (budget != null) {
      lastHeld.put(budget, held);
    }
  }

  /**
   * Holds what the last records say is held and no record tells of, for as long as the longest call
   * may take.
   */
  private void holdWhatIsMissing() {
    lastHeld.forEach((budget, said) -> {
      BudgetNode node = state.books.find(budget);
      if (node == null) {
        return;
      }
      long milli = Math.max(0, said[0] - node.heldMilli);
      long nano = Math.max(0, said[1] - node.heldNano);
      long calls = Math.max(milli > 0 || nano > 0 ? 1 : 0, said[2] - node.heldRequests);
      for (long i = 0; i < calls; i++) {
        losses++;
        Hold hold = new Hold(0);
        hold.node = node;
        hold.wallMillis = state.time.wallMillis();
        hold.intervalNanos = state.time.intervalNanos();
        hold.deadlineNanos = hold.intervalNanos + MISSING_NANOS;
        state.resize(hold, 0, i == 0 ? milli : 0, i == 0 ? nano : 0, 1);
        open.put(-(open.size() + 1L), hold);
      }
    });
  }

  private void stop(int index, @Nullable String reason) {
    if (index < 0) {
      state.stopped = reason;
      return;
    }
    BudgetNode node = exact(index);
    if (node != null) {
      node.stopped = reason;
    }
  }

  /**
   * The ledger, with a first snapshot still to be made.
   *
   * @param nowNanos monotonic clock
   * @param suspendedNanos how long the machine slept since it started
   * @param epochMillis wall clock
   */
  public TokenLedger ledger(
      TokenJournal journal, long nowNanos, long suspendedNanos, long epochMillis) {
    LedgerState fresh = state;
    if (!found) {
      fresh = new LedgerState(plan, new LedgerTime(nowNanos, suspendedNanos, epochMillis, 0));
    } else {
      holdWhatIsMissing();
      fresh.time.resume(nowNanos, suspendedNanos, epochMillis);
      fresh.holds.skipTo(lastNumber + SKIPPED_NUMBERS);
      for (Hold held : open.values()) {
        Hold hold = fresh.holds.take();
        if (hold == null) {
          expire(held);
        } else {
          hold.takeOver(held);
        }
      }
    }
    return new TokenLedger(fresh, journal);
  }

  /** There is no room for the hold: it is spent now. */
  private void expire(Hold held) {
    state.unhold(held);
    state.charging(
        held.milliTokens,
        held.nanoCost,
        new TokenUsage(held.inputTokens, 0, 0, held.outputTokens, 0),
        true,
        held.wallMillis,
        held.intervalNanos);
    state.charge(held.node, held.session);
  }
}
