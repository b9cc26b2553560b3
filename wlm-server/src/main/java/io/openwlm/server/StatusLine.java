package io.openwlm.server;

import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.json.StatusJson;
import io.openwlm.model.status.ManagerStatus;
import org.jspecify.annotations.Nullable;

/** The status as a line: written once per picture, however many clients ask for it. */
final class StatusLine {
  private @Nullable ManagerStatus of;
  private byte[] line = new byte[0];

  @SuppressWarnings("ReferenceEquality") // one object is one picture; comparing values costs more
  synchronized byte[] of(ManagerStatus status) {
    if (of != status) {
      line = StatusJson.writeLine(ControlAnswer.status(status));
      of = status;
    }
    return line;
  }

  /** Lets the memory go until somebody asks again. */
  synchronized void forget() {
    of = null;
    line = new byte[0];
  }
}
