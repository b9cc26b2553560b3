/**
 * Token budgets for agents: who may use how many tokens, how much money and how many requests of
 * large language models in which window. Values only; {@code core.token} keeps the accounts.
 */
@NullMarked
package io.openwlm.model.token;

import org.jspecify.annotations.NullMarked;
