package io.openwlm.core.token;

import java.util.HashSet;
import java.util.Set;

/**
 * Ids of calls that were counted, so that none counts twice: the newest ones, at least half of what
 * it may remember. Kept as 64 bits of each: the chance that a new one looks known is below one in
 * 10^13 for 100,000 remembered.
 */
final class SeenIds {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final int half;
  private Set<Long> newer = new HashSet<>();
  private Set<Long> older = new HashSet<>();

  SeenIds(int max) {
    half = Math.max(1, max / 2);
  }

  /** The 64 bits for an id of a budget; 0 for no id. */
  static long hash(String budget, String id) {
    if (id.isEmpty()) {
      return 0;
    }
    long hash = BASIS;
    for (int i = 0; i < budget.length(); i++) {
      hash = (hash ^ budget.charAt(i)) * PRIME;
    }
    hash = (hash ^ 0x1_0000) * PRIME;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * PRIME;
    }
    hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }

  boolean knows(long hash) {
    return hash != 0 && (newer.contains(hash) || older.contains(hash));
  }

  void add(long hash) {
    if (hash == 0) {
      return;
    }
    if (newer.size() >= half) {
      older = newer;
      newer = new HashSet<>();
    }
    newer.add(hash);
  }

  /** All of them, oldest first as far as that is known. */
  long[] all() {
    long[] all = new long[older.size() + newer.size()];
    int i = 0;
    for (long hash : older) {
      all[i++] = hash;
    }
    for (long hash : newer) {
      all[i++] = hash;
    }
    return all;
  }
}
