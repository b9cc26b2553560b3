package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import io.openwlm.model.status.BudgetStatus;
import java.util.List;

/** Token budgets, parents before their children. */
@Json
public record BudgetList(List<BudgetStatus> items) {}
