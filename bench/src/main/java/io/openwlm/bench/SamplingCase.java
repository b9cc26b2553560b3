package io.openwlm.bench;

import io.openwlm.linux.sample.LinuxSystemSampler;

/**
 * What one row of the sampling table measures.
 *
 * @param classes service classes, with one control group each
 * @param processes sleeping processes in each group
 * @param fileBudget files that the sampler may keep open
 */
record SamplingCase(int classes, int processes, int fileBudget) {

  /** Reads {@code CLASSES[:PROCESSES[:FILES]]}; none, and the daemon's own budget, if left out. */
  static SamplingCase parse(String text) {
    String[] parts = text.split(":", -1);
    return new SamplingCase(
        Integer.parseInt(parts[0]),
        parts.length > 1 ? Integer.parseInt(parts[1]) : 0,
        parts.length > 2 ? Integer.parseInt(parts[2]) : LinuxSystemSampler.DEFAULT_FILE_BUDGET);
  }
}
