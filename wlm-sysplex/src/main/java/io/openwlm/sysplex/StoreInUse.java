package io.openwlm.sysplex;

import io.openwlm.core.port.StoreFailure;

/** Another process writes to the couple data set. */
@SuppressWarnings("serial")
public final class StoreInUse extends StoreFailure {
  StoreInUse(String message) {
    super(message);
  }
}
