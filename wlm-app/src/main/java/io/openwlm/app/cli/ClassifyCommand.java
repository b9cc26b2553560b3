package io.openwlm.app.cli;

import io.openwlm.core.classify.Classifier;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.definition.ServiceDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    Map<QualifierType, String> given = new EnumMap<>(QualifierType.class);
    List<String> keys = Arrays.stream(QualifierType.values()).map(QualifierType::linuxKey).toList();
    for (String fact : facts) {
      int equals = fact.indexOf('=');
      String key = equals < 0 ? fact : fact.substring(0, equals);
      QualifierType type = equals < 0 ? null : QualifierType.lookup(key).orElse(null);
      if (type == null) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "WLM0202E '"
                + fact
                + "' is not KEY=VALUE with a key of "
                + String.join(", ", keys)
                + "."
                + Nearest.suggestion(key, keys));
      }
      given.put(type, fact.substring(equals + 1));
    }
    String unit = given.getOrDefault(QualifierType.SYSTEMD_UNIT, "");
    SubsystemType type = unit.endsWith(".service") ? SubsystemType.STC : SubsystemType.OMVS;
    return WorkAttributes.of(type, 0, given);
  }
}
