package io.openwlm.app.wiring;

import io.openwlm.core.port.TokenReports;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.Optional;

/** Where token budgets sit in a manager: they hear of policies, and the cycle hears of them. */
public interface TokenSeat extends TokenReports {
  /** Nobody sits there. */
  TokenSeat EMPTY =
      new TokenSeat() {
        @Override
        public void activated(ServiceDefinition inForce) {}

        @Override
        public Optional<Performance> of(String serviceClass) {
          return Optional.empty();
        }

        @Override
        public List<Decision> decisions() {
          return List.of();
        }
      };

  /** A policy is in force: its budgets count from now on. Never waits. */
  void activated(ServiceDefinition inForce);
}
