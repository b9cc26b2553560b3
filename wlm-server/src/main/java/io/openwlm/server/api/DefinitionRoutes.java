package io.openwlm.server.api;

import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.PolicyControl.InstallAnswer;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.server.api.view.InstallView;
import io.openwlm.server.api.view.ProblemNote;
import io.openwlm.server.api.view.RevisionPage;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.Role;
import io.openwlm.server.http.Route;
import io.openwlm.server.http.SiteCheck;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The service definition: to read, and to change if nobody else has changed it since. */
final class DefinitionRoutes {
  private static final int MAX_BYTES = 8 << 20;
  private static final String REVISION = "revision";

  private final PolicyControl policies;

  /** One definition is read at a time: it may take as much memory as all else together. */
  private final Semaphore reading = new Semaphore(1);

  DefinitionRoutes(ApiPorts ports) {
    policies = ports.policies();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/definition", this::definition, REVISION),
        Route.change("PUT", "/api/v1/definition", Role.ADMIN, this::install),
        Route.get("/api/v1/definition/revisions", this::revisions, Paging.LIMIT, Paging.CONTINUE));
  }

  private Answer revisions(Call call) {
    return Views.answer(
        Paging.of(
            call,
            policies.history(),
            r -> Long.toString(r.number()),
            (items, next) ->
                new RevisionPage(items.stream().map(StatusRoutes::view).toList(), next)));
  }

  private Answer definition(Call call) {
    long asked = call.number(REVISION, 0, 1, 999_999_999_999L);
    Revision revision =
        asked == 0
            ? policies.installed()
            : policies.history().stream()
                .filter(r -> r.number() == asked)
                .findFirst()
                .orElseThrow(() -> noSuch(asked));
    String tag = "\"" + revision.hash() + "\"";
    DefinitionForm form = form(call.exchange().header("Accept"));
    if (tag.equals(call.exchange().header("If-None-Match"))) {
      return Answer.with(
          new Answer.Whole(304, type(form), new byte[0], java.util.Map.of()), "ETag", tag);
    }
    ServiceDefinition definition =
        policies.definition(revision.number()).orElseThrow(() -> noSuch(revision.number()));
    byte[] text = DefinitionWriter.write(definition, form).text().getBytes(StandardCharsets.UTF_8);
    Answer.Whole answer = (Answer.Whole) Answer.bytes(type(form), text);
    return Answer.with(answer, "ETag", tag);
  }

  private static HttpProblem noSuch(long revision) {
    return HttpProblem.notFound("revision " + revision + " is not kept");
  }

  /** The first form that the client takes; YAML if it takes anything. */
  private static DefinitionForm form(@Nullable String accept) {
    if (accept == null) {
      return DefinitionForm.YAML;
    }
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", 32)) {
      int end = range.indexOf(';');
      switch ((end < 0 ? range : range.substring(0, end)).strip()) {
        case "application/yaml", "text/yaml", "application/x-yaml", "*/*", "application/*" -> {
          return DefinitionForm.YAML;
        }
        case "application/json" -> {
          return DefinitionForm.JSON;
        }
        case "application/xml", "text/xml" -> {
          return DefinitionForm.XML;
        }
        default -> {
          // not a form of a definition: the next one
        }
      }
    }
    throw new HttpProblem(
        406,
        "NOT_ACCEPTABLE",
        "a definition is given as application/yaml, application/json or application/xml");
  }

  private static String type(DefinitionForm form) {
    return switch (form) {
      case YAML -> "application/yaml";
      case JSON -> "application/json";
      case XML -> "application/xml";
    };
  }

  private Answer install(Call call) {
    String expected = expected(call);
    if (!reading.tryAcquire()) {
      throw new HttpProblem(503, "BUSY", "another definition is being read")
          .header("Retry-After", "2");
    }
    try {
      DefinitionResult result = read(call);
      ServiceDefinition definition = result.definition().orElseThrow(() -> invalid(result));
      call.note("definition " + definition.name());
      List<ProblemNote> notes = result.notes().stream().map(DefinitionRoutes::note).toList();
      return answer(policies.install(definition, "api", expected, call.caller().user()), notes);
    } finally {
      reading.release();
    }
  }

  private static @Nullable String expected(Call call) {
    String tag = call.exchange().header("If-Match");
    if (tag == null) {
      throw new HttpProblem(
          428,
          "IF_MATCH_NEEDED",
          "If-Match must name the ETag of the definition that the change was made from, or *");
    }
    String given = tag.strip();
    if (given.equals("*")) {
      return null;
    }
    boolean quoted = given.length() > 2 && given.startsWith("\"") && given.endsWith("\"");
    if (!quoted) {
      throw new HttpProblem(400, "BAD_REQUEST", "If-Match must be one strong ETag in quotes, or *");
    }
    return given.substring(1, given.length() - 1);
  }

  private static DefinitionResult read(Call call) {
    String suffix =
        switch (SiteCheck.type(call.exchange())) {
          case "application/json" -> "json";
          case "application/xml" -> "xml";
          default -> "yaml";
        };
    byte[] body = call.exchange().body(MAX_BYTES);
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
    } catch (CharacterCodingException e) {
      throw HttpProblem.badField("", "the body is not UTF-8");
    }
    return DefinitionReader.read("body." + suffix, text);
  }

  private static HttpProblem invalid(DefinitionResult result) {
    List<HttpProblem.Detail> errors =
        result.errors().stream()
            .map(p ->
                new HttpProblem.Detail(
                    p.code(), p.pointer(), p.line(), p.column(), p.message(), p.hint()))
            .toList();
    String count = errors.size() == 1 ? "one error" : errors.size() + " errors";
    return new HttpProblem(
        422, "BAD_DEFINITION", "the definition has " + count + "; nothing was changed", errors);
  }

  private static ProblemNote note(Problem p) {
    return new ProblemNote(
        p.severity().text(), p.code(), p.pointer(), p.line(), p.column(), p.message(), p.hint());
  }

  private static Answer answer(InstallAnswer answer, List<ProblemNote> notes) {
    return switch (answer) {
      case InstallAnswer.Installed done -> installed(done.revision(), false, notes);
      case InstallAnswer.Unchanged same -> installed(same.revision(), true, notes);
      case InstallAnswer.Stale stale ->
          throw new HttpProblem(
                  412,
                  "STALE",
                  "revision "
                      + stale.newest().number()
                      + " was installed by "
                      + stale.newest().byUser()
                      + " at "
                      + Times.of(stale.newest().atEpochMillis())
                      + " since; read it and make the change again")
              .member("newestRevision", Long.toString(stale.newest().number()))
              .member("newestETag", "\"" + stale.newest().hash() + "\"");
      case InstallAnswer.Refused refused ->
          throw StatusRoutes.refused(refused.obstacle(), refused.reason());
    };
  }

  private static Answer installed(Revision revision, boolean unchanged, List<ProblemNote> notes) {
    InstallView view = new InstallView(StatusRoutes.view(revision), unchanged, notes);
    return Answer.with(Views.answer(view), "ETag", "\"" + revision.hash() + "\"");
  }
}
