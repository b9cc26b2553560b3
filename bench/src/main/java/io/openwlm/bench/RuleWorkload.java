package io.openwlm.bench;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.ClassificationRule.Assignment;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SourceLine;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationRules;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Rules and work as a large installation has them; the same for the same seed. Eight subsystem
 * types, 40 % of all for CICS; names of up to eight characters; half the rules name one exactly, 35
 * % by its beginning, 15 % with {@code %} in it; a third of the rules stand in another rule. Four
 * of five pieces of work are made to match some rule.
 */
final class RuleWorkload {
  static final int REQUESTS = 1024;

  private static final List<String> SUBSYSTEMS =
      List.of("CICS", "JES", "STC", "OMVS", "IMS", "TSO", "DDF", "DB2");

  /** The qualifiers that the rules of a subsystem type ask for, in the order of the types. */
  private static final List<List<QualifierType>> QUALIFIERS =
      List.of(
          List.of(QualifierType.TN, QualifierType.UI, QualifierType.LU),
          List.of(QualifierType.TN, QualifierType.UI, QualifierType.TC),
          List.of(QualifierType.TN, QualifierType.UI, QualifierType.SY),
          List.of(QualifierType.TN, QualifierType.UI, QualifierType.SY),
          List.of(QualifierType.TN, QualifierType.UI, QualifierType.LU),
          List.of(QualifierType.UI, QualifierType.PF, QualifierType.SY),
          List.of(QualifierType.PN, QualifierType.UI, QualifierType.SI),
          List.of(QualifierType.PN, QualifierType.UI, QualifierType.CT));

  private final Random random;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<String> applications = new ArrayList<>();

  /** A rule in the making; {@code parent} is null on the first level. */
  private record Draft(int subsystem, Condition condition, @Nullable Draft parent) {}

  RuleWorkload(int rules, long seed) {
    random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      applications.add(letters(3));
    }
    for (int i = 0; i < rules; i++) {
      int subsystem = i < SUBSYSTEMS.size() ? i : subsystem();
      Draft parent = i < SUBSYSTEMS.size() || random.nextInt(3) > 0 ? null : parent(subsystem);
      List<QualifierType> types = QUALIFIERS.get(subsystem);
      QualifierType type = types.get(random.nextInt(10) < 5 ? 0 : random.nextInt(types.size()));
      drafts.add(new Draft(subsystem, Condition.of(type, mask()), parent));
    }
  }

  private int subsystem() {
    return random.nextInt(10) < 4 ? 0 : 1 + random.nextInt(SUBSYSTEMS.size() - 1);
  }

  private Draft parent(int subsystem) {
    List<Draft> fit =
        drafts.stream().filter(d -> d.subsystem() == subsystem && d.parent() == null).toList();
    return fit.get(random.nextInt(fit.size()));
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('A' + random.nextInt(26)));
    }
    return text.toString();
  }

  /** A name: an application and what tells its jobs, users and so on apart. */
  private String name() {
    String name = applications.get(random.nextInt(applications.size())) + letters(2);
    return name + (100 + random.nextInt(900));
  }

  private String mask() {
    String name = name();
    int kind = random.nextInt(20);
    if (kind < 10) {
      return name;
    }
    if (kind < 17) {
      return name.substring(0, 4 + random.nextInt(3)) + "*";
    }
    int at = 3 + random.nextInt(4);
    return name.substring(0, at) + "%" + name.substring(at + 1);
  }

  ServiceDefinition definition() {
    List<Classification> classifications = new ArrayList<>();
    for (int s = 0; s < SUBSYSTEMS.size(); s++) {
      int subsystem = s;
      List<ClassificationRule> rules =
          drafts.stream()
              .filter(d -> d.subsystem() == subsystem && d.parent() == null)
              .map(this::rule)
              .toList();
      classifications.add(
          new Classification(
              new SubsystemType(SUBSYSTEMS.get(s)),
              "",
              ChangeHistory.NONE,
              "C0",
              null,
              Classification.EWLM_NEVER,
              rules));
    }
    ServiceDefinition plain = ManyClasses.plain(10);
    return new ServiceDefinition(
        plain.header(),
        plain.policies(),
        plain.classes(),
        new ClassificationRules(List.of(), classifications, null),
        plain.parameters(),
        plain.environments(),
        plain.host(),
        List.of());
  }

  private ClassificationRule rule(Draft draft) {
    return new ClassificationRule(
        SourceLine.NONE,
        List.of(draft.condition()),
        Assignment.toClass("C" + drafts.indexOf(draft) % 10),
        "",
        drafts.stream().filter(d -> draft.equals(d.parent())).map(this::rule).toList());
  }

  /** As many pieces of work as {@link #REQUESTS}, in mixed order. */
  WorkAttributes[] work() {
    WorkAttributes[] work = new WorkAttributes[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      Draft draft = drafts.get(random.nextInt(drafts.size()));
      boolean matching = random.nextInt(5) > 0;
      Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
      for (QualifierType type : QUALIFIERS.get(draft.subsystem())) {
        known.put(type, name());
      }
      for (Draft d = draft; matching && d != null; d = d.parent()) {
        known.put(d.condition().type(), matching(d.condition().value()));
      }
      work[i] = WorkAttributes.of(new SubsystemType(SUBSYSTEMS.get(draft.subsystem())), 0, known);
    }
    return work;
  }

  private String matching(String mask) {
    String name = mask.endsWith("*") ? mask.substring(0, mask.length() - 1) + "77" : mask;
    return name.replace('%', (char) ('A' + random.nextInt(26)));
  }
}
