package io.openwlm.model.definition;

/** The unit in which a resource group's limits are given (z/OS types 1 to 4). */
public enum ResourceGroupType {
  /** Unweighted CPU and SRB service units a second, over all systems. */
  CPU_SERVICE_UNITS(1, "service-units", "CPUServiceUnits", 99_999_999),
  /** Percent of the partition's share, per system. On Linux: percent of all CPUs. */
  PERCENT_OF_SHARE(2, "percent-of-share", "PercentageLPARShare", 99),
  /** Hundredths of a processor, per system: 250 is two and a half. */
  CPS_TIMES_100(3, "cps-times-100", "NumberCPsTimes100", 999_999),
  /** Accounted workload, in millions of service units an hour, over all systems. */
  ACCOUNTED_MSU(4, "accounted-msu", "AccountedWorkloadMSU", 99_999_999);

  private final int number;
  private final String key;
  private final String xml;
  private final long highest;

  ResourceGroupType(int number, String key, String xml, long highest) {
    this.number = number;
    this.key = key;
    this.xml = xml;
    this.highest = highest;
  }

  /** 1 to 4. */
  public int number() {
    return number;
  }

  /** The word in a definition. */
  public String key() {
    return key;
  }

  /** The word in the z/OS XML form. */
  public String xml() {
    return xml;
  }

  /** Highest limit; a tenant resource group's percentage may be higher. */
  public long highest() {
    return highest;
  }
}
