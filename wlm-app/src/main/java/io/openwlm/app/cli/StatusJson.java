package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.ResponseTimeSpan;
import java.time.Instant;

/**
 * A manager's picture as one JSON object. Times are RFC 3339 in UTC, durations seconds; a number
 * that is not known is null. Fields are only ever added.
 */
final class StatusJson {
  private StatusJson() {}

  static String of(ManagerStatus s) {
    JsonText json = new JsonText().object();
    json.field("apiVersion", "openwlm.io/v1").field("kind", "Status");
    json.field("host", s.host()).field("definition", s.definition());
    json.field("definitionFile", s.definitionFile()).field("policy", s.policy());
    json.field("policySince", Instant.ofEpochMilli(s.policySinceEpochMillis()).toString());
    json.field("policyByUser", s.policyByUser()).field("mode", s.mode());
    json.field("enforcing", s.enforcing()).field("version", s.version()).field("pid", s.pid());
    json.field("at", Instant.ofEpochMilli(s.atEpochMillis()).toString());
    json.field("upSeconds", s.upSeconds()).field("intervals", s.intervals());
    json.field("samplingSeconds", s.samplingMillis() / 1000.0);
    json.field("adjustmentSeconds", s.adjustmentMillis() / 1000.0);
    json.field("cpus", s.cpus()).field("systemCpuPercent", s.systemCpuPercent());
    known(json, "systemPressurePercent", s.systemPressurePercent());
    json.field("warnings", s.warnings());
    json.name("items").array();
    s.classes().forEach(c -> serviceClass(json, c));
    json.endArray().name("decisions").array();
    s.decisions().forEach(d -> decision(json, d));
    return json.endArray().endObject().toString();
  }

  /** One decision as an object of its own. */
  static String of(DecisionStatus decision) {
    JsonText json = new JsonText();
    decision(json, decision);
    return json.toString();
  }

  /** One class as an object of its own, as in the items of a status. */
  static String of(ClassStatus c) {
    JsonText json = new JsonText();
    serviceClass(json, c);
    return json.toString();
  }

  private static void serviceClass(JsonText json, ClassStatus c) {
    json.object().field("name", c.name());
    json.name("importance");
    if (c.importance() > 5) {
      json.value((String) null);
    } else {
      json.value(c.importance());
    }
    json.field("goal", c.goal()).field("achieved", c.achieved());
    json.optional("performanceIndex", c.performanceIndex());
    json.name("history").array();
    for (Double pi : c.history()) {
      if (pi == null) {
        json.value((String) null);
      } else {
        json.value(pi.doubleValue());
      }
    }
    json.endArray();
    json.field("evidence", c.evidence()).field("confidence", c.confidence());
    json.field("detail", c.detail());
    known(json, "weight", c.weight() == 0 ? -1 : c.weight());
    known(json, "previousWeight", c.previousWeight() == 0 ? -1 : c.previousWeight());
    json.field("cpuPercent", c.cpuPercent());
    known(json, "usingPercent", c.usingPercent());
    known(json, "cpuDelayPercent", c.cpuDelayPercent());
    known(json, "capDelayPercent", c.capDelayPercent());
    known(json, "pressurePercent", c.pressurePercent());
    json.field("completionsPerSecond", c.completionsPerSecond());
    json.field("inFlight", c.inFlight()).field("dropped", c.dropped());
    json.field("processes", c.processes()).field("state", c.state());
    json.field("lastAction", c.lastAction()).field("cgroups", c.cgroups());
    json.name("responseTimes").array();
    for (ResponseTimeSpan span : c.responseTimes()) {
      json.object().field("seconds", span.seconds()).field("samples", span.samples());
      json.optional("attainedMillis", span.attainedMillis());
      json.optional("withinGoalPercent", span.withinGoalPercent());
      json.field("confidence", span.confidence()).endObject();
    }
    json.endArray().endObject();
  }

  private static void decision(JsonText json, DecisionStatus d) {
    json.object().field("id", d.id()).field("interval", d.interval());
    json.field("at", Instant.ofEpochMilli(d.atEpochMillis()).toString());
    json.field("act", d.act()).field("serviceClass", d.serviceClass());
    json.field("reason", d.reason()).field("goal", d.goal()).field("achieved", d.achieved());
    json.optional("performanceIndex", d.performanceIndex()).field("evidence", d.evidence());
    known(json, "usingPercent", d.where().using());
    known(json, "cpuDelayPercent", d.where().cpuDelay());
    known(json, "capDelayPercent", d.where().capDelay());
    known(json, "ioDelayPercent", d.where().ioDelay());
    known(json, "memoryDelayPercent", d.where().memoryDelay());
    known(json, "queueDelayPercent", d.where().queueDelay());
    json.name("changes").array();
    for (DecisionStatus.Change c : d.changes()) {
      json.object().field("serviceClass", c.serviceClass()).field("importance", c.importance());
      json.field("setting", c.setting());
      json.field("from", c.from()).field("to", c.to()).field("reason", c.reason()).endObject();
    }
    json.endArray().name("notChosen").array();
    for (DecisionStatus.NotChosen n : d.notChosen()) {
      json.object().field("serviceClass", n.serviceClass()).field("reason", n.reason());
      json.field("detail", n.detail()).endObject();
    }
    json.endArray().name("projections").array();
    for (DecisionStatus.Projected p : d.projections()) {
      json.object().field("serviceClass", p.serviceClass()).field("importance", p.importance());
      json.optional("before", p.before()).optional("projected", p.projected());
      json.optional("actual", p.actual()).optional("error", p.error()).endObject();
    }
    json.endArray().name("writes").array();
    for (DecisionStatus.Write w : d.writes()) {
      json.object().field("serviceClass", w.serviceClass()).field("target", w.target());
      json.field("wanted", w.wanted()).field("actual", w.actual()).field("result", w.result());
      json.field("detail", w.detail()).endObject();
    }
    json.endArray().name("after").array();
    for (Double pi : d.after()) {
      json.value(pi.doubleValue());
    }
    json.endArray().field("detail", d.detail()).endObject();
  }

  private static void known(JsonText json, String name, double value) {
    json.optional(name, value < 0 ? null : value);
  }
}
