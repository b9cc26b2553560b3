package io.openwlm.model.codec;

import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.ApplicationEnvironment;
import io.openwlm.model.definition.ApplicationEnvironment.ServerLimit;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.ControlSettings.OnStop;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.definition.ForeignElement;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.SchedulingEnvironment;
import io.openwlm.model.definition.SchedulingEnvironment.Requirement;
import io.openwlm.model.definition.SchedulingResource;
import io.openwlm.model.definition.ServiceClasses;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServiceParameters;
import io.openwlm.model.definition.ServiceParameters.Coefficients;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.Strategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random definitions that are valid: every object there is, with odd but legal texts. The same
 * random numbers give the same definition.
 */
public final class DefinitionGenerator {
  /** Size of an ordinary definition: most entries in its lists. */
  public static final int USUAL_SIZE = 4;

  private final GeneratedTexts texts;
  private final boolean zosOnly;
  private final boolean level;
  private final int size;

  private DefinitionGenerator(RandomGenerator random, boolean zosOnly, int size) {
    boolean withLevel = random.nextBoolean();
    this.level = zosOnly || withLevel;
    this.texts = new GeneratedTexts(random, level, zosOnly);
    this.zosOnly = zosOnly;
    this.size = size;
  }

  /** A definition that may use everything. */
  public static ServiceDefinition generate(RandomGenerator random) {
    return generate(random, false, USUAL_SIZE);
  }

  /**
   * A definition.
   *
   * @param zosOnly true for one that the z/OS XML form can express without loss
   * @param size most entries in its lists, 1 or more
   */
  public static ServiceDefinition generate(RandomGenerator random, boolean zosOnly, int size) {
    return new DefinitionGenerator(random, zosOnly, size).definition();
  }

  private ServiceDefinition definition() {
    HostSettings host = zosOnly || texts.chance(0.5) ? HostSettings.DEFAULT : host();
    GeneratedClasses generated =
        new GeneratedClasses(texts, zosOnly, size, host.cgroupRoot().value());
    ServiceClasses classes = generated.classes();
    List<ServicePolicy> policies = generated.policies(classes);
    GeneratedRules rules = new GeneratedRules(texts, zosOnly, level, size, classes);
    return new ServiceDefinition(
        header(),
        policies,
        classes,
        rules.rules(),
        texts.chance(0.4) ? ServiceParameters.DEFAULT : parameters(),
        environments(),
        zosOnly
            ? host
            : host.with(new GeneratedTokens(texts, size, classes.serviceClasses()).tokens()),
        zosOnly ? List.of() : foreign());
  }

  private DefinitionHeader header() {
    List<String> notes = new ArrayList<>();
    for (int i = texts.upTo(size * 2); i > 0; i--) {
      notes.add(texts.note());
    }
    return new DefinitionHeader(
        texts.new Names(8).next(),
        texts.description(),
        history(texts),
        level ? texts.any("038", "035", "LEVEL 029", "011") : "",
        notes,
        texts.any("", "IBM-1047", texts.line(20)),
        texts.any("", "C1".repeat(32)),
        texts.any("", "5655-ZOS", texts.line(20)));
  }

  static ChangeHistory history(GeneratedTexts texts) {
    if (texts.chance(0.5)) {
      return ChangeHistory.NONE;
    }
    return new ChangeHistory(
        texts.time(),
        texts.chance(0.3) ? null : "U" + texts.word(),
        texts.time(),
        texts.chance(0.3) ? null : "IBMUSER");
  }

  private HostSettings host() {
    long adjustment = texts.between(500_000_000L, 300_000_000_000L);
    long sampling = texts.between(50_000_000L, Math.min(adjustment / 2, 10_000_000_000L));
    boolean round = texts.chance(0.7);
    ControlSettings control =
        texts.chance(0.3)
            ? ControlSettings.DEFAULT
            : new ControlSettings(
                texts.chance(0.5),
                round ? sampling / 1_000_000 * 1_000_000 : sampling,
                round ? adjustment / 1_000_000 * 1_000_000 : adjustment,
                texts.any(Strategy.values()),
                texts.any(OnStop.values()));
    return new HostSettings(
        control, new CgroupPath(texts.any("/", "/wlm", "/a b", "/ü#x: y", "/*", "/null ")));
  }

  private ServiceParameters parameters() {
    return new ServiceParameters(
        new Coefficients(
            BigDecimal.valueOf(texts.between(1, 999), 1),
            BigDecimal.valueOf(texts.between(0, 999), 1),
            BigDecimal.valueOf(texts.between(0, 999_999), 4),
            texts.any(BigDecimal.ONE, BigDecimal.valueOf(texts.between(0, 999), 1))),
        new ServiceParameters.Options(
            texts.chance(0.5), texts.chance(0.5), texts.chance(0.5), texts.chance(0.5)));
  }

  private Environments environments() {
    List<ApplicationEnvironment> applications = new ArrayList<>();
    GeneratedTexts.Names names = texts.new Names(32);
    for (int i = texts.upTo(size); i > 0; i--) {
      applications.add(
          new ApplicationEnvironment(
              names.next(),
              texts.description(),
              zosOnly ? ChangeHistory.NONE : history(texts),
              new SubsystemType(texts.any("DB2", "CB", "IWEB", "SAP", "1", "NULL")),
              texts.any(ServerLimit.values()),
              texts.any("", texts.line(100)),
              texts.line(100)));
    }
    List<SchedulingResource> resources = new ArrayList<>();
    names = texts.new Names(16);
    for (int i = texts.upTo(size); i > 0; i--) {
      ChangeHistory history = zosOnly ? ChangeHistory.NONE : history(texts);
      resources.add(new SchedulingResource(names.next(), texts.description(), history));
    }
    List<SchedulingEnvironment> scheduling = new ArrayList<>();
    names = texts.new Names(16);
    for (int i = texts.upTo(size); i > 0; i--) {
      List<Requirement> required = new ArrayList<>();
      for (SchedulingResource r : resources) {
        if (texts.chance(0.6)) {
          required.add(new Requirement(r.name(), texts.chance(0.5)));
        }
      }
      ChangeHistory history = zosOnly ? ChangeHistory.NONE : history(texts);
      scheduling.add(
          new SchedulingEnvironment(names.next(), texts.description(), history, required));
    }
    return new Environments(applications, resources, scheduling);
  }

  private List<ForeignElement> foreign() {
    List<ForeignElement> found = new ArrayList<>();
    for (int i = texts.upTo(2); i > 0; i--) {
      found.add(
          new ForeignElement(
              "/ServiceDefinition/Workloads/Workload[" + texts.word() + "]",
              texts.chance(0.3) ? "@name=\"value\"" : texts.lines()));
    }
    return found;
  }
}
