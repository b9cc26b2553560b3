package io.openwlm.model.definition;

import io.openwlm.model.token.TokenBudgets;

/**
 * How OpenWLM runs on a Linux host: its own additions to the definition.
 *
 * @param cgroupRoot nothing outside this control group is ever written
 * @param tokens budgets of agents
 */
public record HostSettings(ControlSettings control, CgroupPath cgroupRoot, TokenBudgets tokens) {
  public static final CgroupPath DEFAULT_ROOT = new CgroupPath("/wlm");
  public static final HostSettings DEFAULT =
      new HostSettings(ControlSettings.DEFAULT, DEFAULT_ROOT, TokenBudgets.NONE);

  /** A host without token budgets. */
  public HostSettings(ControlSettings control, CgroupPath cgroupRoot) {
    this(control, cgroupRoot, TokenBudgets.NONE);
  }

  /** The same host under other control. */
  public HostSettings with(ControlSettings changed) {
    return new HostSettings(changed, cgroupRoot, tokens);
  }

  /** The same host with other token budgets. */
  public HostSettings with(TokenBudgets changed) {
    return new HostSettings(control, cgroupRoot, changed);
  }
}
