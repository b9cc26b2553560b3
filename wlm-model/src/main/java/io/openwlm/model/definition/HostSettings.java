package io.openwlm.model.definition;

/**
 * How OpenWLM runs on a Linux host: its own additions to the definition.
 *
 * @param cgroupRoot nothing outside this control group is ever written
 */
public record HostSettings(ControlSettings control, CgroupPath cgroupRoot) {
  public static final CgroupPath DEFAULT_ROOT = new CgroupPath("/wlm");
  public static final HostSettings DEFAULT =
      new HostSettings(ControlSettings.DEFAULT, DEFAULT_ROOT);
}
