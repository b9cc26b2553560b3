package io.openwlm.core.classify;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.ClassificationRule.Assignment;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SourceLine;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ClassificationRules;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClasses;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WeightRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Generated rules for one subsystem type, and work that comes close to them: few letters, so that
 * masks meet; every kind of mask and condition.
 */
final class RuleSets {
  private static final String LETTERS = "AAABBC \u00c4";
  private static final List<String> CLASSES = List.of("C0", "C1", "C2", "SYSSTC", "UNMANAGED");
  private static final String[] OPERATORS = {"", "=", "<", "<=", ">", ">=", "<>"};

  private final Random random;
  private final SubsystemType subsystem;
  private final List<QualifierType> types = new ArrayList<>();
  private final List<ClassificationGroup> groups = new ArrayList<>();

  /** Masks in use, by type, to make work from. */
  private final Map<QualifierType, List<String>> masks = new EnumMap<>(QualifierType.class);

  RuleSets(long seed) {
    random = new Random(seed);
    List<String> names = new ArrayList<>(SubsystemType.knownNames());
    names.add("MINE");
    subsystem = new SubsystemType(names.get(random.nextInt(names.size())));
    List<QualifierType> all = new ArrayList<>(subsystem.qualifiers());
    all.sort(null);
    int count = 1 + random.nextInt(Math.min(5, all.size()));
    for (int i = 0; i < count; i++) {
      types.add(all.remove(random.nextInt(all.size())));
    }
    types.forEach(type -> masks.put(type, new ArrayList<>()));
  }

  ServiceDefinition definition() {
    for (QualifierType type : types) {
      if (type.hasGroupForm()) {
        groups.add(group(type));
      }
    }
    int[] sizes = {0, 1, 3, 8, 20, 40, 120};
    List<ClassificationRule> rules = rules(sizes[random.nextInt(sizes.length)], 1);
    Classification of =
        new Classification(
            subsystem,
            "",
            ChangeHistory.NONE,
            random.nextBoolean() ? null : serviceClass(),
            random.nextBoolean() ? null : "R0",
            Classification.EWLM_NEVER,
            rules);
    return definition(
        new ClassificationRules(groups, List.of(of), random.nextBoolean() ? null : serviceClass()));
  }

  /** A definition with three classes, two of them bound, and the given rules. */
  static ServiceDefinition definition(ClassificationRules rules) {
    List<ServiceClass> classes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CgroupPath path = i == 2 ? null : new CgroupPath(i == 0 ? "/A" : "/B");
      classes.add(
          ServiceClass.of(
              "C" + i,
              "",
              new Goal.DiscretionaryGoal(),
              Importance.DISCRETIONARY,
              new HostBinding(WeightRange.DEFAULT, path, Placement.IN_PLACE, List.of())));
    }
    ServiceDefinition host =
        ServiceDefinition.ofHost(
            DefinitionHeader.of("GEN", ""), HostSettings.DEFAULT, classes, List.of(), null);
    List<ReportClass> reports =
        List.of(
            new ReportClass("R0", "", ChangeHistory.NONE, null),
            new ReportClass("R1", "", ChangeHistory.NONE, null));
    ServiceClasses plain = host.classes();
    return new ServiceDefinition(
        host.header(),
        host.policies(),
        new ServiceClasses(
            plain.workloads(), plain.serviceClasses(), List.of(), List.of(), reports),
        rules,
        host.parameters(),
        host.environments(),
        host.host(),
        List.of());
  }

  private String serviceClass() {
    return CLASSES.get(random.nextInt(CLASSES.size()));
  }

  private List<ClassificationRule> rules(int count, int level) {
    List<ClassificationRule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int inner = level < 4 && random.nextInt(4) == 0 ? random.nextInt(5) : 0;
      int many = level == 1 && random.nextInt(60) == 0 ? 25 : inner;
      rules.add(
          new ClassificationRule(
              SourceLine.NONE, conditions(), assignment(), "", rules(many, level + 1)));
    }
    return rules;
  }

  private Assignment assignment() {
    return new Assignment(
        random.nextInt(3) == 0 ? null : serviceClass(),
        random.nextInt(3) > 0 ? null : "R" + random.nextInt(2),
        random.nextBoolean(),
        RegionGoal.values()[random.nextInt(3)],
        ReportingAttribute.values()[random.nextInt(4)],
        random.nextBoolean());
  }

  private List<Condition> conditions() {
    List<Condition> when = new ArrayList<>();
    int count = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(types.size());
    int first = random.nextInt(types.size());
    for (int i = 0; i < count; i++) {
      when.add(condition(types.get((first + i) % types.size())));
    }
    return when;
  }

  private Condition condition(QualifierType type) {
    if (type == QualifierType.PRI) {
      String text = OPERATORS[random.nextInt(OPERATORS.length)] + random.nextInt(12);
      return Condition.of(type, text);
    }
    if (type.hasGroupForm() && random.nextInt(5) == 0) {
      return new Condition(type, true, "G" + type, null);
    }
    return new Condition(type, false, mask(type), start());
  }

  private @Nullable Integer start() {
    return random.nextInt(6) > 0 ? null : 1 + random.nextInt(random.nextBoolean() ? 4 : 30);
  }

  private ClassificationGroup group(QualifierType type) {
    List<ClassificationGroup.Member> members = new ArrayList<>();
    int count = random.nextInt(4) == 0 ? 20 : 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      members.add(new ClassificationGroup.Member(mask(type), "", start()));
    }
    return new ClassificationGroup("G" + type, "", ChangeHistory.NONE, type, members);
  }

  private String mask(QualifierType type) {
    int length = random.nextInt(12) == 0 ? 14 + random.nextInt(8) : 1 + random.nextInt(5);
    StringBuilder mask = new StringBuilder(random.nextInt(3) == 0 ? "AB" : "");
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(20);
      mask.append(kind < 3 ? '%' : kind == 3 ? '*' : letter());
    }
    mask.append(random.nextInt(3) == 0 ? "*" : "");
    masks.get(type).add(mask.toString());
    return mask.toString();
  }

  private char letter() {
    return LETTERS.charAt(random.nextInt(LETTERS.length()));
  }

  /** Work of the subsystem type, most of it made from the masks of the rules. */
  WorkAttributes work() {
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    for (QualifierType type : types) {
      if (random.nextInt(8) > 0) {
        known.put(type, value(type));
      }
    }
    if (random.nextInt(4) == 0) {
      String[] groups = {"/A", "/A/x", "/AB", "/B", "/"};
      known.put(QualifierType.CGROUP, groups[random.nextInt(groups.length)]);
    }
    if (random.nextInt(8) == 0) {
      known.put(QualifierType.SPM, random.nextBoolean() ? "SYSTEM" : "SYSSTC");
    }
    return WorkAttributes.of(subsystem, 0, known);
  }

  private String value(QualifierType type) {
    if (type == QualifierType.PRI) {
      String[] odd = {"", "x", " 7 ", "1234567890", "-1"};
      int pick = random.nextInt(40);
      return pick < odd.length ? odd[pick] : Integer.toString(random.nextInt(12));
    }
    String text = line(type);
    while (type.isMultiValued() && random.nextBoolean()) {
      text += "\n" + line(type);
    }
    return text;
  }

  private String line(QualifierType type) {
    List<String> from = masks.get(type);
    StringBuilder text = new StringBuilder();
    while (random.nextInt(10) == 0) {
      text.append(letter());
    }
    if (!from.isEmpty() && random.nextInt(8) > 0) {
      text.append(from.get(random.nextInt(from.size())));
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%' || random.nextInt(30) == 0) {
        text.setCharAt(i, letter());
      }
    }
    if (text.toString().endsWith("*") && random.nextInt(4) > 0) {
      text.setLength(text.length() - 1);
    }
    if (!text.isEmpty() && random.nextInt(6) == 0) {
      text.setLength(text.length() - 1);
    }
    while (random.nextInt(5) == 0) {
      text.append(letter());
    }
    return text.toString();
  }
}
