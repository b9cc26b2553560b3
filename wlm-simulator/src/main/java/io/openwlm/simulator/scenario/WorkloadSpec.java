package io.openwlm.simulator.scenario;

import io.openwlm.simulator.machine.CpuDemand;
import org.jspecify.annotations.Nullable;

/** A workload of a scenario; its name is unique in the scenario. */
public sealed interface WorkloadSpec {
  /** Letters, digits, {@code -} and {@code _}, at most 32. */
  String name();

  /** Name of the command of its processes, at most 15 characters. */
  String command();

  /** True if only the model-level simulator knows it. */
  boolean needsModel();

  /**
   * What one job or request needs: first CPU, then the I/O device.
   *
   * @param io null without I/O
   */
  record Demand(CpuDemand cpu, @Nullable CpuDemand io) {}

  /**
   * When requests come.
   *
   * @param perSecond 0 or more
   * @param poisson independent arrivals; otherwise evenly spaced
   * @param shape how the rate changes by itself
   */
  record Arrivals(double perSecond, boolean poisson, LoadShape shape) {}

  /** How a rate changes by itself. */
  sealed interface LoadShape {
    LoadShape STEADY = new Steady();

    /** Not at all. */
    record Steady() implements LoadShape {}

    /**
     * As over a day: up and down once in a period, lowest at the start.
     *
     * @param low the lowest rate as a share of the highest, 0 to 1
     */
    record Wave(long periodNanos, double low) implements LoadShape {}

    /** A higher (or lower) rate for a while, again and again; the first after one period. */
    record Bursts(long everyNanos, long forNanos, double perSecond) implements LoadShape {}
  }

  /** Threads that take all CPU they get. */
  record Spinners(String name, String command, int threads) implements WorkloadSpec {
    @Override
    public boolean needsModel() {
      return false;
    }
  }

  /**
   * Jobs that start, burn CPU time and end.
   *
   * @param parallel jobs at the same time
   * @param pauseNanos from the end of one to the start of the next
   * @param serviceClass class that each job is a transaction of; null if they are not reported
   */
  record Jobs(
      String name,
      String command,
      int parallel,
      Demand demand,
      long pauseNanos,
      @Nullable String serviceClass)
      implements WorkloadSpec {
    public CpuDemand cpu() {
      return demand.cpu();
    }

    @Override
    public boolean needsModel() {
      return demand.io() != null || serviceClass != null;
    }
  }

  /**
   * A service whose requests arrive at a rate.
   *
   * @param serviceClass class that the response times are reported for
   */
  record Requests(
      String name,
      String command,
      String serviceClass,
      Arrivals arrivals,
      Demand demand,
      int threads)
      implements WorkloadSpec {
    public double perSecond() {
      return arrivals.perSecond();
    }

    public boolean poisson() {
      return arrivals.poisson();
    }

    public CpuDemand cpu() {
      return demand.cpu();
    }

    @Override
    public boolean needsModel() {
      return demand.io() != null || !(arrivals.shape() instanceof LoadShape.Steady);
    }
  }

  /**
   * People who ask, wait for the answer, think and ask again.
   *
   * @param serviceClass class that the response times are reported for
   * @param thinkNanos mean of an exponential distribution
   */
  record Users(
      String name,
      String command,
      String serviceClass,
      int count,
      long thinkNanos,
      Demand demand,
      int threads)
      implements WorkloadSpec {
    @Override
    public boolean needsModel() {
      return true;
    }
  }
}
