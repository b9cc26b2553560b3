package io.openwlm.app.cli;

import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import io.openwlm.server.oper.OperAnswer;
import java.util.List;

/** A daemon that must not be asked for anything; fakes answer what their test asks for. */
public class UnaskedLink implements ManagerLink {
  private static AssertionError unasked() {
    return new AssertionError("not asked for");
  }

  @Override
  public ManagerStatus status() {
    throw unasked();
  }

  @Override
  public String enforce(boolean on) {
    throw unasked();
  }

  @Override
  public String restore() {
    throw unasked();
  }

  @Override
  public PolicyLink policies() {
    throw unasked();
  }

  @Override
  public List<RuleHits> rules() {
    throw unasked();
  }

  @Override
  public EnvironmentStatus environments() {
    throw unasked();
  }

  @Override
  public OperAnswer oper(String command) {
    throw unasked();
  }

  @Override
  public BudgetLink budgets() {
    throw unasked();
  }

  @Override
  public String metrics() {
    throw unasked();
  }

  @Override
  public List<IntakeSource> intake() {
    throw unasked();
  }

  @Override
  public String classify(WorkAttributes work) {
    throw unasked();
  }

  @Override
  public String classifyPid(int pid) {
    throw unasked();
  }

  @Override
  public void report(String serviceClass, long[] responseNanos) {
    throw unasked();
  }

  @Override
  public void close() {
    // nothing to close
  }
}
