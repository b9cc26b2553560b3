package io.openwlm.app.cli;

import io.openwlm.core.classify.Classifier;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WorkAttributes;
import io.openwlm.model.definition.WorkQualifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm classify}: which class work gets, and by which rule. */
@Command(
    header = {
      "Examples:",
      "  wlm classify --pid 4711                               a running process, asked of the daemon",
      "  wlm classify executable=/usr/sbin/nginx user=www      work that does not run yet",
      "  wlm classify --definition my.yaml command=make        by a definition, without a daemon",
      ""
    },
    description = "Shows which service class a process gets, with every rule that was looked at.")
final class ClassifyCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = "--definition",
      paramLabel = "FILE",
      description = "Use this definition instead of the daemon's.")
  @Nullable Path definition;

  @Option(names = "--pid", paramLabel = "N", description = "A running process.")
  @Nullable Integer pid;

  @Parameters(
      paramLabel = "KEY=VALUE",
      arity = "0..*",
      description = "cgroup=, executable=, command=, user=, systemd-unit=, container=")
  List<String> facts = new ArrayList<>();

  private final CommandContext context;

  ClassifyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Integer process = pid;
    if ((process == null) == facts.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0202E name either --pid N or facts such as user=www.");
    }
    if (process != null && process < 1) {
      throw new CommandFailure(ExitCode.USAGE, "WLM0202E --pid must be 1 or more: " + process);
    }
    Path file = definition;
    if (file != null) {
      WorkAttributes work = process == null ? parse(facts) : Machine.attributes(process);
      context.answer(new Classifier(read(file)).explain(work), common);
      return ExitCode.OK;
    }
    try (ManagerLink link = context.connect(common)) {
      context.answer(
          process == null ? link.classify(parse(facts)) : link.classifyPid(process), common);
    }
    return ExitCode.OK;
  }

  private ServiceDefinition read(Path file) {
    DefinitionResult result = DefinitionReader.read(file);
    return result
        .definition()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.INVALID_DEFINITION,
                result.errors().stream().map(Object::toString).collect(Collectors.joining("\n"))));
  }

  private static WorkAttributes parse(List<String> facts) {
    List<WorkQualifier> qualifiers = List.of(WorkQualifier.values());
    List<String> keys = qualifiers.stream().map(WorkQualifier::key).toList();
    Map<WorkQualifier, String> given = new EnumMap<>(WorkQualifier.class);
    for (String fact : facts) {
      int equals = fact.indexOf('=');
      String key = equals < 0 ? fact : fact.substring(0, equals);
      int index = keys.indexOf(key);
      if (equals < 0 || index < 0) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "WLM0202E '"
                + fact
                + "' is not KEY=VALUE with a key of "
                + String.join(", ", keys)
                + "."
                + Nearest.suggestion(key, keys));
      }
      given.put(qualifiers.get(index), fact.substring(equals + 1));
    }
    return new WorkAttributes(
        0,
        given.get(WorkQualifier.CGROUP),
        given.get(WorkQualifier.EXECUTABLE),
        given.get(WorkQualifier.COMMAND),
        given.get(WorkQualifier.USER),
        given.get(WorkQualifier.SYSTEMD_UNIT),
        given.get(WorkQualifier.CONTAINER));
  }
}
