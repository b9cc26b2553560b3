package io.openwlm.core.cycle;

import io.openwlm.core.port.Actuator;
import io.openwlm.core.port.RecordSink;
import io.openwlm.core.port.SysplexMeasurements;
import io.openwlm.core.port.SystemSampler;
import io.openwlm.core.port.TokenReports;
import io.openwlm.core.port.WorkDiscovery;

/** The world as the manager sees it: the machine, token budgets, other systems, records. */
public record CyclePorts(
    SystemSampler sampler,
    WorkDiscovery discovery,
    Actuator actuator,
    RecordSink records,
    TokenReports tokens,
    SysplexMeasurements sysplex) {

  /** One system alone. */
  public CyclePorts(
      SystemSampler sampler,
      WorkDiscovery discovery,
      Actuator actuator,
      RecordSink records,
      TokenReports tokens) {
    this(sampler, discovery, actuator, records, tokens, SysplexMeasurements.ALONE);
  }

  /** Without token budgets. */
  public CyclePorts(
      SystemSampler sampler, WorkDiscovery discovery, Actuator actuator, RecordSink records) {
    this(sampler, discovery, actuator, records, TokenReports.NONE);
  }
}
