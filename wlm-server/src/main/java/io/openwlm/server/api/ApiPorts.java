package io.openwlm.server.api;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.OperatorControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.server.events.EventStreams;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API stands on.
 *
 * @param watch how old the manager's picture is
 * @param metrics text for Prometheus; null registers no route
 */
public record ApiPorts(
    ManagerControl manager,
    PolicyControl policies,
    OperatorControl operator,
    CycleWatch watch,
    EventStreams streams,
    @Nullable Supplier<String> metrics) {}
