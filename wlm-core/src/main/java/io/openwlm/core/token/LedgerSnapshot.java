package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.model.token.BudgetUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All accounts as bytes. Budgets that are no longer in the definition are kept as well, so that a
 * budget that comes back finds what it spent.
 */
final class LedgerSnapshot {
  private static final int VERSION = 3;

  /** The first that has what was learned about models. */
  private static final int ESTIMATES = 2;

  /** The first that compares what is told with what is metered. */
  private static final int CHECKED = 3;

  private LedgerSnapshot() {}

  static byte[] write(LedgerState state) {
    RecordBuffer out = new RecordBuffer();
    out.begin(LedgerRecord.SNAPSHOT)
        .octet(VERSION)
        .number(state.time.wallMillis())
        .number(state.time.intervalNanos())
        .number(state.holds.lastNumber())
        .text(state.stopped);
    List<SavedNode> nodes = new ArrayList<>(state.retired.values());
    for (BudgetNode node : state.books.all()) {
      nodes.add(SavedNode.of(node, state.time));
    }
    out.number(nodes.size());
    for (SavedNode node : nodes) {
      write(node, out);
    }
    holds(state, out);
    long[] seen = state.seen.all();
    numbers(seen, seen.length, out);
    out.number(state.checkpoints.size());
    state.checkpoints.forEach((name, place) -> out.text(name).blob(place));
    Estimates.writeAll(state.books, out);
    return out.copy();
  }

  private static void write(SavedNode node, RecordBuffer out) {
    out.text(node.name()).number(node.accounts().size());
    for (SavedAccount account : node.accounts()) {
      out.text(account.unit().name())
          .text(account.window())
          .number(account.lengthNanos())
          .number(account.endMillis())
          .number(account.spent())
          .number(account.newest());
      numbers(account.stretches(), used(account.stretches()), out);
    }
    numbers(node.totals(), SavedNode.TOTALS, out);
    numbers(node.used(), node.used().length, out);
    out.number(node.refusals().size());
    node.refusals().forEach((reason, times) -> out.text(reason.name()).number(times));
    out.text(node.stopped()).number(node.increases().size());
    for (Increases.Increase increase : node.increases()) {
      out.number(increase.milliTokens()).number(increase.untilMillis());
    }
    out.number(node.grantMilli()).number(node.stretchNanos()).number(node.newest());
    numbers(node.lately(), used(node.lately()), out);
    out.number(node.sessions().size());
    for (Session s : node.sessions()) {
      out.text(s.id)
          .number(s.spentMilli)
          .number(s.spentNano)
          .number(s.spentRequests)
          .number(s.lastNanos);
    }
    numbers(node.check(), node.check().length, out);
  }

  private static void holds(LedgerState state, RecordBuffer out) {
    out.number(state.holds.size());
    for (int slot = 0; slot < state.holds.slots(); slot++) {
      Hold hold = state.holds.at(slot);
      if (hold != null) {
        out.number(hold.id)
            .text(hold.node == null ? null : hold.node.name())
            .text(hold.session == null ? null : hold.session.id)
            .number(hold.wallMillis)
            .number(hold.intervalNanos)
            .number(hold.deadlineNanos)
            .number(hold.milliTokens)
            .number(hold.nanoCost)
            .number(hold.inputTokens)
            .number(hold.outputTokens);
      }
    }
  }

  /** Without the zeros at the end. */
  private static int used(long[] values) {
    int length = values.length;
    while (length > 0 && values[length - 1] == 0) {
      length--;
    }
    return length;
  }

  private static void numbers(long[] values, int length, RecordBuffer out) {
    out.number(length);
    for (int i = 0; i < length; i++) {
      out.number(values[i]);
    }
  }

  private static long[] numbers(RecordReader in) {
    long[] values = new long[in.count(Long.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.amount();
    }
    return values;
  }

  /** Puts a snapshot into a recovery that knows nothing yet. */
  static void read(RecordReader in, LedgerRecovery into) {
    int code = in.octet();
    int version = in.octet();
    if (code != LedgerRecord.SNAPSHOT.code() || version < 1 || version > VERSION) {
      throw new RecordReader.Damaged("no snapshot of a known version");
    }
    into.begin(in.number(), in.amount(), in.amount(), in.text());
    int nodes = in.count(1);
    for (int i = 0; i < nodes; i++) {
      into.node(node(in, version));
    }
    int holds = in.count(1);
    for (int i = 0; i < holds; i++) {
      into.held(hold(in, in.number(), in.text()));
    }
    for (long hash : hashes(in)) {
      into.seen(hash);
    }
    int checkpoints = in.count(1);
    for (int i = 0; i < checkpoints; i++) {
      into.checkpoint(in.name(), in.blob());
    }
    if (version >= ESTIMATES) {
      into.estimates(in);
    }
  }

  /** Of any sign. */
  static long[] hashes(RecordReader in) {
    long[] values = new long[in.count(Long.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.number();
    }
    return values;
  }

  static LedgerRecovery.Held hold(RecordReader in, long id, @Nullable String budget) {
    return new LedgerRecovery.Held(
        id,
        budget,
        in.text(),
        new long[] {
          in.number(), in.amount(), in.amount(), in.amount(), in.amount(), in.amount(), in.amount()
        });
  }

  private static SavedNode node(RecordReader in, int version) {
    String name = in.name();
    int count = in.count(1);
    List<SavedAccount> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      accounts.add(
          new SavedAccount(
              constant(BudgetUnit.class, in.name()),
              in.name(),
              in.amount(),
              in.number(),
              in.amount(),
              in.amount(),
              numbers(in)));
    }
    long[] totals = exactly(SavedNode.TOTALS, numbers(in));
    long[] used = exactly(5, numbers(in));
    Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    int reasons = in.count(1);
    for (int i = 0; i < reasons; i++) {
      refusals.put(constant(Refusal.class, in.name()), in.amount());
    }
    String stopped = in.text();
    List<Increases.Increase> increases = new ArrayList<>();
    int raised = in.count(1);
    for (int i = 0; i < raised; i++) {
      increases.add(new Increases.Increase(in.amount(), in.number()));
    }
    return new SavedNode(
        name,
        accounts,
        totals,
        used,
        refusals,
        stopped,
        increases,
        in.number(),
        in.amount(),
        in.amount(),
        numbers(in),
        sessions(in),
        version >= CHECKED ? hashes(in) : new long[0]);
  }

  private static List<Session> sessions(RecordReader in) {
    List<Session> sessions = new ArrayList<>();
    int count = in.count(1);
    for (int i = 0; i < count; i++) {
      Session session = new Session(in.name());
      session.spentMilli = in.amount();
      session.spentNano = in.amount();
      session.spentRequests = in.amount();
      session.lastNanos = in.amount();
      sessions.add(session);
    }
    return sessions;
  }

  private static long[] exactly(int length, long[] values) {
    if (values.length != length) {
      throw new RecordReader.Damaged("a list of " + values.length);
    }
    return values;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new RecordReader.Damaged("an unknown word: " + name);
  }
}
