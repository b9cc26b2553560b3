package io.openwlm.model.classification;

import static io.openwlm.model.classification.QualifierType.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where work comes from: {@code JES}, {@code CICS}, ... An installation may add types of its own,
 * which take every qualifier of z/OS.
 *
 * @param name 1 to 4 upper-case letters, digits or {@code $ # @}
 */
public record SubsystemType(String name) implements Comparable<SubsystemType> {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9$#@]{1,4}");

  public static final SubsystemType STC = new SubsystemType("STC");
  public static final SubsystemType OMVS = new SubsystemType("OMVS");
  public static final SubsystemType JES = new SubsystemType("JES");
  public static final SubsystemType CICS = new SubsystemType("CICS");
  public static final SubsystemType IMS = new SubsystemType("IMS");

  private static final Set<QualifierType> LINUX =
      EnumSet.of(CGROUP, EXECUTABLE, GROUP, SYSTEMD_UNIT, CONTAINER, CONTAINER_IMAGE, POD_LABEL);
  private static final Map<String, Known> KNOWN = new TreeMap<>();

  private record Known(String work, Set<QualifierType> qualifiers) {}

  static {
    known("ASCH", "APPC transaction programs", AI, PX, SI, SY, TC, TN, UI);
    known("CB", "WebSphere and Liberty requests", CN, SPM, UI, TC, TN, SI);
    known("CICS", "CICS transactions", LU, SI, TC, TN, UI);
    known(
        "DB2",
        "sysplex query parallelism",
        AI,
        CI,
        CN,
        CT,
        LU,
        NET,
        PC,
        PF,
        PK,
        PN,
        PR,
        PRI,
        SI,
        SPM,
        TC,
        TN,
        UI);
    known(
        "DDF",
        "distributed DB2 requests",
        AI,
        CI,
        CN,
        CT,
        LU,
        NET,
        PC,
        PK,
        PN,
        PR,
        SI,
        SPM,
        UI,
        CAI,
        CIP,
        CTN,
        CUI,
        CWN);
    known("EWLM", "cross-platform work (withdrawn)", ESC);
    known("IMS", "IMS messages", LU, NET, SI, TC, TN, UI);
    known("IWEB", "HTTP server requests", SI, SPM, TC, TN, UI);
    known("JES", "batch jobs", AI, PF, PRI, PX, SE, SI, SSC, SY, TC, TN, UI);
    known("LDAP", "directory server requests", SI, SPM, TN, UI);
    known("LSFM", "LAN server requests", SI, TN);
    known("MQ", "MQ workflow requests", SI, SPM);
    known("NETV", "NetView requests", SI, SPM, TN, UI);
    known("OMVS", "processes", AI, PX, SY, TN, UI);
    known("SOM", "SOM client requests", CN, SPM, UI);
    known("STC", "started tasks and services", AI, PF, PX, SPM, SY, TN, UI);
    known("SYSH", "Linux partitions of a cluster", SI, PX);
    known("TCP", "TCP/IP requests", SI, SPM);
    known("TSO", "TSO users", AI, PF, PX, SY, UI);
  }

  private static void known(String name, String work, QualifierType... qualifiers) {
    EnumSet<QualifierType> set = EnumSet.noneOf(QualifierType.class);
    set.addAll(List.of(qualifiers));
    if (name.equals("OMVS") || name.equals("STC")) {
      set.addAll(LINUX);
    }
    KNOWN.put(name, new Known(work, set));
  }

  public SubsystemType {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a subsystem type: " + name);
    }
  }

  /** True if a text can name a subsystem type. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The type with a name in any case. */
  public static SubsystemType of(String name) {
    return new SubsystemType(name.toUpperCase(Locale.ROOT));
  }

  /** The type of a Linux process: STC if systemd runs it as a service, OMVS if not. */
  public static SubsystemType ofProcess(Map<QualifierType, String> known) {
    return known.getOrDefault(SYSTEMD_UNIT, "").endsWith(".service") ? STC : OMVS;
  }

  /** Names of the types that z/OS documents, sorted. */
  public static List<String> knownNames() {
    return List.copyOf(KNOWN.keySet());
  }

  /** False for a type that an installation added. */
  public boolean isKnown() {
    return KNOWN.containsKey(name);
  }

  /** What work of this type is, for people. */
  public String work() {
    Known known = KNOWN.get(name);
    return known == null ? "work of the installation" : known.work;
  }

  /** The qualifiers its rules may use; every one of z/OS for a type of the installation. */
  public Set<QualifierType> qualifiers() {
    Known known = KNOWN.get(name);
    return known != null
        ? Set.copyOf(known.qualifiers)
        : EnumSet.complementOf(EnumSet.copyOf(LINUX));
  }

  /** True for the types that Linux processes have. */
  public boolean isLinux() {
    return name.equals("OMVS") || name.equals("STC");
  }

  /** True where a rule says by which goals the region is managed. */
  public boolean hasRegionGoal() {
    return name.equals("JES") || name.equals("STC");
  }

  /** True for the types whose classes have response time goals only, in one period. */
  public boolean hasTransactionsOnly() {
    return name.equals("CICS") || name.equals("IMS");
  }

  @Override
  public int compareTo(SubsystemType other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
