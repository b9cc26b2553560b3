package io.openwlm.app.daemon;

import io.openwlm.app.cli.ManagerLink;
import io.openwlm.app.cli.PolicyLink;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import java.util.List;

/** A daemon that only tells its sources. */
final class IntakeLink implements ManagerLink {
  @Override
  public List<IntakeSource> intake() {
    return List.of(
        new IntakeSource(
            "front",
            "access-log",
            "/var/log/access.log",
            "WEB,PAY",
            "failed",
            12,
            3,
            0,
            "4 KiB behind",
            "there is \u001b no such file"));
  }

  @Override
  public ManagerStatus status() {
    throw new AssertionError("not asked for");
  }

  @Override
  public String enforce(boolean on) {
    throw new AssertionError("not asked for");
  }

  @Override
  public String restore() {
    throw new AssertionError("not asked for");
  }

  @Override
  public PolicyLink policies() {
    throw new AssertionError("not asked for");
  }

  @Override
  public List<RuleHits> rules() {
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
  public void report(String serviceClass, long[] responseNanos) {
    throw new AssertionError("not asked for");
  }

  @Override
  public void close() {}
}
