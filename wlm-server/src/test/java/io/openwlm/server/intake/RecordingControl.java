package io.openwlm.server.intake;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes down the first million response times that are reported for each class. Knows every class
 * but UNKNOWN.
 */
final class RecordingControl implements ManagerControl {
  private final Map<String, List<Long>> nanos = new TreeMap<>();
  final Map<String, Long> queued = new ConcurrentHashMap<>();
  private long lost;
  private static final int KEPT = 1_000_000;

  synchronized List<Long> nanos(String serviceClass) {
    return List.copyOf(nanos.getOrDefault(serviceClass, List.of()));
  }

  synchronized long lost() {
    return lost;
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
    if (serviceClass.equals("UNKNOWN")) {
      return ReportAnswer.UNKNOWN_CLASS;
    }
    List<Long> of = nanos.computeIfAbsent(serviceClass, _ -> new ArrayList<>());
    for (int i = 0; i < count && of.size() < KEPT; i++) {
      of.add(responseNanos[i]);
    }
    lost += dropped;
    return ReportAnswer.ACCEPTED;
  }

  @Override
  public ManagerStatus status() {
    throw new AssertionError("not asked for");
  }

  @Override
  public synchronized ReportAnswer queued(
      String serviceClass, long waiting, long reporter, String user) {
    queued.put(serviceClass, waiting);
    return ReportAnswer.ACCEPTED;
  }

  @Override
  public void reporterGone(long reporter) {}

  @Override
  public String setEnforce(boolean enforce, String byUser) {
    throw new AssertionError("not asked for");
  }

  @Override
  public String restore(String byUser) {
    throw new AssertionError("not asked for");
  }

  @Override
  public String classify(WorkAttributes work) {
    throw new AssertionError("not asked for");
  }

  @Override
  public String classifyPid(int pid) {
    throw new AssertionError("not asked for");
  }

  @Override
  public List<RuleHits> rules() {
    throw new AssertionError("not asked for");
  }
}
