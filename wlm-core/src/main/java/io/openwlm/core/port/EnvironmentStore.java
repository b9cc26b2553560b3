package io.openwlm.core.port;

import java.util.Map;
import java.util.Optional;

/** Keeps the states of application environments over a restart. */
public interface EnvironmentStore {
  /** Keeps nothing. */
  EnvironmentStore NONE =
      new EnvironmentStore() {
        @Override
        public Map<String, String> load() {
          return Map.of();
        }

        @Override
        public Optional<String> save(Map<String, String> states) {
          return Optional.empty();
        }
      };

  /** The states saved last, by name; empty if there are none or they cannot be read. */
  Map<String, String> load();

  /**
   * Saves states in place of those before: after a crash at any point either these or those are
   * there. May block.
   *
   * @return why they could not be saved; empty if they are on the disk
   */
  Optional<String> save(Map<String, String> states);
}
