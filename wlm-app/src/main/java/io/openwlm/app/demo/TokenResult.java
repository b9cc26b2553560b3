package io.openwlm.app.demo;

import io.openwlm.app.text.JsonText;
import java.util.List;

/**
 * What came of one side, all measured.
 *
 * @param overshoot tokens that the provider billed beyond the budget
 * @param unusedShare part of the budget that was left at the end, 0 to 1
 * @param importance1Refusals calls of importance 1 that were refused
 * @param leakedHolds calls that ended and still held tokens
 */
record TokenResult(
    long overshoot,
    double unusedShare,
    long importance1Refusals,
    long leakedHolds,
    List<Agent> agents) {

  /** What came of one agent. */
  record Agent(String name, int importance, long answered, long refused, long failed) {}

  static TokenResult of(TokenSide side, long limit, long leaked) {
    long billed = side.billed();
    long refused = 0;
    List<Agent> agents = new java.util.ArrayList<>();
    for (DemoAgent a : side.agents()) {
      int importance = a.agent().importance();
      refused += importance == 1 ? a.refused() : 0;
      agents.add(new Agent(a.agent().name(), importance, a.answered(), a.refused(), a.failed()));
    }
    return new TokenResult(
        Math.max(0, billed - limit),
        Math.max(0, (double) (limit - billed) / limit),
        refused,
        leaked,
        agents);
  }

  boolean keepsItsPromise() {
    return overshoot == 0 && importance1Refusals == 0 && leakedHolds == 0;
  }

  void writeTo(JsonText json) {
    json.object();
    json.field("overshoot_tokens", overshoot);
    json.field("unused_share", Math.round(unusedShare * 10_000) / 10_000.0);
    json.field("importance1_refusals", importance1Refusals);
    json.field("leaked_holds", leakedHolds);
    json.name("agents").array();
    for (Agent a : agents) {
      json.object();
      json.field("name", a.name()).field("importance", a.importance());
      json.field("answered", a.answered()).field("refused", a.refused());
      json.field("failed", a.failed());
      json.endObject();
    }
    json.endArray().endObject();
  }
}
