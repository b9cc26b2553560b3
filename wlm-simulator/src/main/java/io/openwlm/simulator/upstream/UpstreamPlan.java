package io.openwlm.simulator.upstream;

/** Decides how calls go. Is asked by many threads at once. */
@FunctionalInterface
public interface UpstreamPlan {
  /**
   * @param number of the call, from 1 in the order of arrival
   */
  Course course(long number, Asked asked);
}
