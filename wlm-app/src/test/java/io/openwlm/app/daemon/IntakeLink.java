package io.openwlm.app.daemon;

import io.openwlm.app.cli.UnaskedLink;
import io.openwlm.model.status.IntakeSource;
import java.util.List;

/** A daemon that only tells its sources. */
final class IntakeLink extends UnaskedLink {
  @Override
  public List<IntakeSource> intake() {
    return List.of(
        new IntakeSource(
            "front",
            "access-log",
            "/var/log/access.log",
            "WEB,PAY",
            "failed",
            12,
            3,
            0,
            "4 KiB behind",
            "there is \u001b no such file"));
  }
}
