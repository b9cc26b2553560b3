package io.openwlm.server.api;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.server.Printable;
import io.openwlm.server.api.view.ClassifyView;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.JsonFields;
import io.openwlm.server.http.Role;
import io.openwlm.server.http.Route;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which class work gets, and by which rule. */
final class ClassifyRoutes {
  private static final int MAX_BODY = 64 << 10;
  private static final int MAX_TEXT = 64 << 10;
  private static final int MAX_PID = 1 << 22;
  private static final String PID = "pid";
  private static final String SUBSYSTEM = "subsystem";
  private static final String ATTRIBUTES = "attributes";

  private final ManagerControl manager;

  ClassifyRoutes(ApiPorts ports) {
    manager = ports.manager();
  }

  List<Route> routes() {
    List<String> parameters = new ArrayList<>(List.of(PID, SUBSYSTEM));
    for (QualifierType type : QualifierType.values()) {
      parameters.add(type.key());
      if (!type.linuxKey().equals(type.key())) {
        parameters.add(type.linuxKey());
      }
    }
    return List.of(
        Route.get("/api/v1/classify", this::byQuery, parameters.toArray(String[]::new)),
        Route.ask("POST", "/api/v1/classify", Role.VIEWER, this::byBody));
  }

  private Answer byQuery(Call call) {
    Map<String, String> facts = new HashMap<>(call.query());
    facts.remove(PID);
    String subsystem = facts.remove(SUBSYSTEM);
    long pid = call.number(PID, 0, 1, MAX_PID);
    return classify((int) pid, subsystem, facts, "?");
  }

  private Answer byBody(Call call) {
    JsonFields body =
        JsonFields.of(call.exchange().body(MAX_BODY), Set.of(PID, SUBSYSTEM, ATTRIBUTES));
    long pid = body.number(PID, 0, 1, MAX_PID);
    return classify(
        (int) pid, body.text(SUBSYSTEM), body.texts(ATTRIBUTES), "/" + ATTRIBUTES + "/");
  }

  private Answer classify(
      int pid, @Nullable String subsystem, Map<String, String> facts, String inside) {
    if (pid != 0 && (subsystem != null || !facts.isEmpty())) {
      throw HttpProblem.badField(PID, "name either a process or what is known about work");
    }
    if (pid == 0 && facts.isEmpty()) {
      throw HttpProblem.badField(PID, "name a process, or what is known about work");
    }
    String text =
        pid != 0 ? manager.classifyPid(pid) : manager.classify(work(subsystem, facts, inside));
    return Views.answer(new ClassifyView(Printable.lines(text, MAX_TEXT)));
  }

  private static WorkAttributes work(
      @Nullable String subsystem, Map<String, String> facts, String inside) {
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    facts.forEach((key, value) -> {
      String place = inside + Printable.line(key, 64);
      QualifierType type =
          QualifierType.lookup(key).orElseThrow(() -> bad(place, "there is no such qualifier"));
      if (known.put(type, value) != null) {
        throw bad(place, type.key() + " is given twice, in two spellings");
      }
    });
    if (subsystem == null) {
      return WorkAttributes.of(SubsystemType.ofProcess(known), 0, known);
    }
    if (!SubsystemType.isName(subsystem.toUpperCase(Locale.ROOT))) {
      throw HttpProblem.badField(SUBSYSTEM, "that is not a subsystem type");
    }
    return WorkAttributes.of(SubsystemType.of(subsystem), 0, known);
  }

  private static HttpProblem bad(String place, String message) {
    return new HttpProblem(
        400,
        "BAD_BODY",
        message,
        List.of(new HttpProblem.Detail("BAD_BODY", place, 0, 0, message, "")));
  }
}
