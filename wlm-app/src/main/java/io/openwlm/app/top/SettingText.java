package io.openwlm.app.top;

import io.openwlm.app.text.SafeText;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.status.DecisionStatus.Change;

/** Values of settings in the few words that a list has room for. */
final class SettingText {
  private SettingText() {}

  /** {@code WEB 180>320}, {@code WEB I/O weight 100>400}: the CPU weight needs no name. */
  static String brief(Change change) {
    String name = SafeText.of(change.serviceClass());
    boolean usual = change.setting().equals(Setting.CPU_WEIGHT.text());
    return name
        + " "
        + (usual ? "" : change.setting() + " ")
        + io.openwlm.model.explain.SettingText.change(change, ">");
  }
}
