package io.openwlm.server;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.TokenControl;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import java.util.ArrayList;
import java.util.List;

/**
 * A manager that writes down what it is asked. Knows the class INTERACT, and ROOTS for root only.
 */
final class FakeControl implements ManagerControl {
  final List<Long> nanos = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  volatile TokenControl tokens = TokenControl.NONE;
  long inFlight;
  long oldestInFlightNanos;
  long queued;
  long dropped;
  String reportUser = "";
  List<String> warnings = List.of();

  @Override
  public TokenControl tokens() {
    return tokens;
  }

  @Override
  public synchronized ManagerStatus status() {
    return new ManagerStatus(
        "host",
        "def",
        "",
        "DEFAULT",
        0,
        "root",
        "simulated",
        false,
        "0.1",
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
        warnings,
        List.of(),
        List.of());
  }

  @Override
  public synchronized ReportAnswer report(
      String serviceClass,
      long[] responseNanos,
      int count,
      long inFlight,
      long oldestInFlightNanos,
      long dropped,
      long reporter,
      String user) {
    if (serviceClass.equals("ROOTS") && !user.equals("root")) {
      return ReportAnswer.NOT_PERMITTED;
    }
    if (!serviceClass.equals("INTERACT") && !serviceClass.equals("ROOTS")) {
      return ReportAnswer.UNKNOWN_CLASS;
    }
    for (int i = 0; i < count; i++) {
      nanos.add(responseNanos[i]);
    }
    this.inFlight = inFlight;
    this.oldestInFlightNanos = oldestInFlightNanos;
    this.dropped += dropped;
    reportUser = user;
    return ReportAnswer.ACCEPTED;
  }

  @Override
  public ReportAnswer queued(String serviceClass, long waiting, long reporter, String user) {
    queued = waiting;
    return ReportAnswer.ACCEPTED;
  }

  @Override
  public synchronized void reporterGone(long reporter) {
    calls.add("gone");
    notifyAll();
  }

  @Override
  public synchronized String setEnforce(boolean enforce, String byUser) {
    calls.add("enforce " + enforce + " by " + byUser);
    return "enforce is " + enforce;
  }

  @Override
  public synchronized String restore(String byUser) {
    calls.add("restore by " + byUser);
    return "restored";
  }

  @Override
  public List<RuleHits> rules() {
    return List.of(new RuleHits("JES", "1.2", 2, "TN=PAY*", 7, "BATCH", 41));
  }

  @Override
  public synchronized String classify(WorkAttributes work) {
    return work.toString();
  }

  @Override
  public synchronized String classifyPid(int pid) {
    if (pid == 0) {
      throw new IllegalArgumentException("no such process");
    }
    return "rule 1\nclass for " + pid + "\u001b[2J";
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized List<Long> nanos() {
    return List.copyOf(nanos);
  }

  synchronized void awaitCall(String call) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!calls.contains(call) && System.nanoTime() < end) {
      wait(100);
    }
  }
}
