package io.openwlm.model.classification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a classification rule can ask for. The z/OS qualifiers carry their two- or three-letter code
 * (z/OS MVS Planning: Workload Management); those at the end are OpenWLM's own and describe a Linux
 * process. {@link #lookup} knows every spelling.
 */
public enum QualifierType {
  AI("AccountingInformation", 143, true, "accounting information"),
  CAI("ClientAccountingInformation", 512, true, "client accounting information"),
  CI("CorrelationInformation", 18, true, "correlation information"),
  CIP("ClientIPAddress", 39, true, "client IP address"),
  CN("CollectionName", 128, true, "collection name"),
  CQ("ContainerQualifier", 64, true, "container qualifier"),
  CT("ConnectionType", 8, true, "connection type"),
  CTN("ClientTransactionName", 255, true, "client transaction name"),
  CUI("ClientUserid", 128, true, "client user id"),
  CWN("ClientWorkstationName", 255, true, "client workstation name"),
  ESC("EWLMServiceClass", 64, false, "EWLM service class"),
  LU("LUName", 8, true, "logical unit name"),
  NET("NetId", 8, true, "network id"),
  PC("ProcessName", 32, true, "process name"),
  PF("Perform", 8, true, "performance group number (PERFORM=)"),
  PK("PackageName", 128, true, "package name"),
  PN("PlanName", 8, true, "plan name"),
  PR("ProcedureName", 128, true, "stored procedure name"),
  PRI("Priority", 10, false, "priority, a number; the value may start with <, <=, >, >=, <> or ="),
  PX("SysplexName", 8, true, "sysplex name"),
  SE("SchedulingEnvironment", 16, true, "scheduling environment"),
  SI("SubsystemInstance", 8, true, "subsystem instance"),
  SPM("SubsystemParameter", 256, true, "subsystem parameter"),
  SSC("SubsystemCollection", 8, true, "subsystem collection"),
  SY("SystemName", 8, true, "system name; on Linux the host name"),
  TC("TransactionClass", 8, true, "transaction class or job class"),
  TN("TransactionName", 8, true, "transaction or job name; of a Linux process its command name"),
  UI("Userid", 8, true, "user id; of a Linux process its effective user"),
  CGROUP("cgroup", "path of the process's control group"),
  EXECUTABLE("executable", "absolute path of the executable file"),
  GROUP("group", "name of the effective group, or its number"),
  SYSTEMD_UNIT("systemd-unit", "last .service or .scope segment of the control group"),
  CONTAINER("container", "container id"),
  CONTAINER_IMAGE("container-image", "image the container was made from"),
  POD_LABEL("pod-label", "key=value of a label of the pod or container; any one may match");

  /** Code of the group form: {@code TNG} for {@code TN}. */
  private static final String GROUP_SUFFIX = "G";

  private static final Map<String, QualifierType> BY_SPELLING =
      Arrays.stream(values())
          .flatMap(q -> q.spellings().stream().distinct().map(s -> Map.entry(s, q)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  private static final Map<String, QualifierType> BY_XML_NAME =
      Arrays.stream(values())
          .filter(QualifierType::isZos)
          .collect(Collectors.toUnmodifiableMap(QualifierType::xmlName, Function.identity()));

  private final String word;
  private final int length;
  private final boolean zos;
  private final boolean groups;
  private final String meaning;

  QualifierType(String xmlName, int length, boolean groups, String meaning) {
    this.word = xmlName;
    this.length = length;
    this.zos = true;
    this.groups = groups;
    this.meaning = meaning;
  }

  QualifierType(String key, String meaning) {
    this.word = key;
    this.length = Mask.MAX_LENGTH;
    this.zos = false;
    this.groups = false;
    this.meaning = meaning;
  }

  /** True for the qualifiers of z/OS, false for OpenWLM's additions. */
  public boolean isZos() {
    return zos;
  }

  /** Most characters of a value that are looked at. */
  public int length() {
    return length;
  }

  /** True if a classification group can hold values of this type. */
  public boolean hasGroupForm() {
    return groups;
  }

  /** True if work can have several values, of which one has to match. */
  public boolean isMultiValued() {
    return this == POD_LABEL;
  }

  /**
   * True if a mask is compared with only as many characters as it has, so that more may follow:
   * qualifiers of z/OS that are longer than a rule's eight characters.
   */
  public boolean comparesPart() {
    return zos && length > 8 && this != PRI;
  }

  /** What it means, for people. */
  public String meaning() {
    return meaning;
  }

  /** The word of the z/OS XML form, for example {@code TransactionName}; only if {@link #isZos}. */
  public String xmlName() {
    return word;
  }

  /** The key in a definition and in displays: {@code TN}, {@code executable}. */
  public String key() {
    return zos ? name() : word;
  }

  /**
   * The key of rules for Linux processes, where {@code UI} is the user and {@code TN} the command.
   */
  public String linuxKey() {
    return switch (this) {
      case UI -> "user";
      case TN -> "command";
      default -> key();
    };
  }

  /** The type with a code, long name or Linux word; case of codes does not count. */
  public static Optional<QualifierType> lookup(String spelling) {
    QualifierType type = BY_SPELLING.get(spelling);
    return Optional.ofNullable(
        type != null ? type : BY_SPELLING.get(spelling.toUpperCase(Locale.ROOT)));
  }

  /** The type of the group form {@code TNG} or {@code transaction-name-group}. */
  public static Optional<QualifierType> lookupGroup(String spelling) {
    String suffix = spelling.contains("-") ? "-group" : GROUP_SUFFIX;
    if (!spelling.toUpperCase(Locale.ROOT).endsWith(suffix.toUpperCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return lookup(spelling.substring(0, spelling.length() - suffix.length()))
        .filter(QualifierType::hasGroupForm);
  }

  /** The type with a word of the z/OS XML form. */
  public static Optional<QualifierType> ofXmlName(String name) {
    return Optional.ofNullable(BY_XML_NAME.get(name));
  }

  /** Every spelling a definition may use, the canonical one first. */
  public List<String> spellings() {
    return zos ? List.of(name(), kebab(word), linuxKey()) : List.of(word);
  }

  private static String kebab(String camel) {
    return camel
        .replaceAll("([a-z])([A-Z])|([A-Z]+)([A-Z][a-z])", "$1$3-$2$4")
        .toLowerCase(Locale.ROOT);
  }
}
