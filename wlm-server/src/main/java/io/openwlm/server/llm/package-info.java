/** The metering proxy: calls to models pass it, are let through by the budgets, and are counted. */
@NullMarked
package io.openwlm.server.llm;

import org.jspecify.annotations.NullMarked;
