package io.openwlm.model.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Service coefficients and service options: what holds for all policies. */
public record ServiceParameters(Coefficients coefficients, Options options) {
  public static final ServiceParameters DEFAULT =
      new ServiceParameters(Coefficients.DEFAULT, Options.DEFAULT);

  /**
   * Weights of the kinds of service in service units. Fixed at 1, 0, 0, 1 since z/OS 2.5.
   *
   * @param cpu 0.1 to 99.9, one decimal
   * @param ioc 0.0 to 99.9, one decimal
   * @param mso 0 to 99.9999, four decimals
   * @param srb 0.0 to 99.9, one decimal
   */
  public record Coefficients(BigDecimal cpu, BigDecimal ioc, BigDecimal mso, BigDecimal srb) {
    public static final Coefficients DEFAULT =
        new Coefficients(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ONE);

    /** Puts all on their scale, so that equal numbers are equal. */
    public Coefficients {
      cpu = cpu.setScale(1, RoundingMode.UNNECESSARY);
      ioc = ioc.setScale(1, RoundingMode.UNNECESSARY);
      mso = mso.setScale(4, RoundingMode.UNNECESSARY);
      srb = srb.setScale(1, RoundingMode.UNNECESSARY);
    }
  }

  /**
   * Switches.
   *
   * @param ioPriorityManagement I/O samples count in execution velocity
   * @param ioPriorityGroups {@link IoPriorityGroup} has an effect on z/OS; not enforced here
   * @param dynamicAliasManagement dynamic alias tuning (no meaning on Linux)
   * @param deactivateDiscretionaryGoalManagement over-achievers are not capped for discretionary
   *     work
   */
  public record Options(
      boolean ioPriorityManagement,
      boolean ioPriorityGroups,
      boolean dynamicAliasManagement,
      boolean deactivateDiscretionaryGoalManagement) {
    public static final Options DEFAULT = new Options(false, false, false, false);
  }
}
