package io.openwlm.linux.probe;

import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.definition.CgroupPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a machine offers by trying: it makes one empty control group below the given root,
 * writes its weight, and removes it again.
 */
public final class CapabilityProbe {
  private static final int CAP_NET_ADMIN = 12;

  private final KernelFs fs;
  private final List<Finding> findings = new ArrayList<>();

  private CapabilityProbe(KernelFs fs) {
    this.fs = fs;
  }

  /** Looks at everything once, trying below the root of the hierarchy. */
  public static Capabilities probe(KernelFs fs) {
    return probe(fs, CgroupPath.ROOT);
  }

  /**
   * Looks at everything once.
   *
   * @param root the control group below which weights will be managed
   */
  public static Capabilities probe(KernelFs fs, CgroupPath root) {
    return new CapabilityProbe(fs).run(root);
  }

  private Capabilities run(CgroupPath root) {
    Optional<CpuHierarchy> hierarchy = CpuHierarchy.of(fs);
    boolean writable = hierarchy.isPresent() && tryGroup(hierarchy.get(), root);
    if (hierarchy.isEmpty()) {
      findings.add(
          Finding.fail(
              "cpu controller",
              "no cgroup v2 cpu controller and no v1 cpu hierarchy is mounted",
              "no weight can be set: OpenWLM can only observe",
              "mount cgroup2 on /sys/fs/cgroup, or run in a container with a cgroup namespace"));
    }
    boolean pressure = pressure();
    boolean usingDelay = schedstat();
    boolean taskstats = taskstats();
    boolean schedExt = schedExt();
    autogroup();
    otherProcesses();
    return new Capabilities(
        hierarchy.map(CpuHierarchy::mode).orElse(Capabilities.NO_MODE),
        writable,
        pressure,
        usingDelay,
        taskstats,
        schedExt,
        findings);
  }

  private boolean tryGroup(CpuHierarchy hierarchy, CgroupPath root) {
    KernelRoot tree = hierarchy.root();
    CgroupPath parent = fs.inode(tree, root.value()) > 0 ? root : CgroupPath.ROOT;
    String group = parent.child("openwlm-probe-" + ProcessHandle.current().pid()).value();
    KernelAnswer made = fs.makeDirectory(tree, group);
    if (!(made instanceof KernelAnswer.Value)) {
      findings.add(
          Finding.fail(
              "control groups",
              "cannot make a control group below " + parent + ": " + made.brief(),
              "no weight can be set: OpenWLM can only observe",
              "run as root, or delegate " + parent + " to the user that runs wlmd"));
      return false;
    }
    try {
      cpuStat(hierarchy, group);
      return tryWeight(hierarchy, group, parent);
    } finally {
      fs.removeDirectory(tree, group);
    }
  }

  private boolean tryWeight(CpuHierarchy hierarchy, String group, CgroupPath parent) {
    String file = group + "/" + hierarchy.weightFile();
    String control = (parent.equals(CgroupPath.ROOT) ? "" : parent) + "/cgroup.subtree_control";
    KernelAnswer written =
        fs.write(hierarchy.root(), file, Long.toString(hierarchy.toKernel(200)) + "\n");
    if (written instanceof KernelAnswer.Value) {
      findings.add(Finding.ok("cpu controller", hierarchy.mode() + ", " + hierarchy.weightFile()));
      return true;
    }
    boolean enabled =
        fs.read(hierarchy.root(), control) instanceof KernelAnswer.Value(String text)
            && Arrays.asList(text.strip().split(" ")).contains("cpu");
    if (hierarchy.root() == KernelRoot.CGROUP2 && !enabled) {
      findings.add(
          Finding.warn(
              "cpu controller",
              "is not enabled for the groups below " + parent,
              "only classes with placement: move get a weight, if wlmd may enable it",
              "write +cpu to cgroup.subtree_control of " + parent));
      return fs.inode(hierarchy.root(), control) > 0;
    }
    findings.add(
        Finding.fail(
            "cpu controller",
            "cannot write " + hierarchy.weightFile() + ": " + written.brief(),
            "no weight can be set: OpenWLM can only observe",
            "run as root with a writable cgroup mount"));
    return false;
  }

  private void cpuStat(CpuHierarchy hierarchy, String group) {
    boolean throttling =
        fs.read(hierarchy.root(), group + "/cpu.stat") instanceof KernelAnswer.Value(String text)
            && text.contains(hierarchy.throttledKey());
    findings.add(
        throttling
            ? Finding.ok("throttling", "cpu.stat tells " + hierarchy.throttledKey())
            : Finding.warn(
                "throttling",
                "cpu.stat does not tell " + hierarchy.throttledKey(),
                "delay by a class's own CPU limit counts as delay by others",
                "enable the cpu controller for the group"));
    boolean usage =
        fs.read(KernelRoot.CGROUP2, "/cpu.stat") instanceof KernelAnswer.Value(String text)
            && text.contains("usage_usec");
    findings.add(
        usage
            ? Finding.ok("cpu.stat", "the v2 tree tells CPU use")
            : Finding.warn(
                "cpu.stat",
                "no v2 tree with cpu.stat",
                "CPU use is summed over threads, without those that ended between two looks",
                "mount cgroup2 beside the v1 hierarchies"));
  }

  private boolean pressure() {
    KernelAnswer answer = fs.read(KernelRoot.PROC, "/pressure/cpu");
    boolean there = answer instanceof KernelAnswer.Value;
    findings.add(
        there
            ? Finding.ok("PSI", "/proc/pressure is there")
            : Finding.warn(
                "PSI",
                "no pressure information: " + answer.brief(),
                "no early wake-up; memory and I/O waits are not seen",
                "boot with psi=1 on a kernel with CONFIG_PSI"));
    return there;
  }

  private boolean schedstat() {
    boolean counts =
        fs.read(KernelRoot.PROC, "/self/schedstat") instanceof KernelAnswer.Value(String text)
            && !text.strip().equals("0 0 0");
    findings.add(
        counts
            ? Finding.ok("schedstat", "counts run time and run-queue delay")
            : Finding.warn(
                "schedstat",
                "absent or always 0",
                "velocity goals cannot be measured; PSI is used where it is there",
                "use a kernel with CONFIG_SCHED_INFO (TASK_DELAY_ACCT or SCHEDSTATS)"));
    return counts;
  }

  private boolean taskstats() {
    boolean permitted = (effectiveCapabilities() >>> CAP_NET_ADMIN & 1) == 1;
    findings.add(
        permitted
            ? Finding.ok("taskstats", "permitted (CAP_NET_ADMIN)")
            : Finding.warn(
                "taskstats",
                "not permitted",
                "each thread is read on its own: more CPU with very many threads",
                "give wlmd CAP_NET_ADMIN in the initial namespaces, or leave it"));
    return permitted;
  }

  private long effectiveCapabilities() {
    if (fs.read(KernelRoot.PROC, "/self/status") instanceof KernelAnswer.Value(String text)) {
      for (String line : text.split("\n", -1)) {
        if (line.matches("CapEff:\\s*[0-9a-f]{1,16}")) {
          return Long.parseUnsignedLong(line.substring(7).strip(), 16);
        }
      }
    }
    return 0;
  }

  private boolean schedExt() {
    boolean enabled =
        fs.read(KernelRoot.SYS, "/kernel/sched_ext/state")
                instanceof KernelAnswer.Value(String text)
            && text.strip().equals("enabled");
    findings.add(
        enabled
            ? Finding.warn(
                "sched_ext",
                "a BPF scheduler is running",
                "it may ignore weights: then nothing OpenWLM writes has an effect",
                "stop it, or check that it honours cgroup weights")
            : Finding.ok("sched_ext", "no BPF scheduler is running"));
    return enabled;
  }

  private void autogroup() {
    boolean on =
        fs.read(KernelRoot.PROC, "/sys/kernel/sched_autogroup_enabled")
                instanceof KernelAnswer.Value(String text)
            && KernelText.parse(text) == 1;
    findings.add(
        on
            ? Finding.warn(
                "autogroup",
                "is on",
                "each session in the root group competes as a group of its own",
                "sysctl kernel.sched_autogroup_enabled=0, or put all work into classes")
            : Finding.ok("autogroup", "is off"));
  }

  private void otherProcesses() {
    List<ProcessInfo> all = new ProcessTable(fs).scan();
    long hidden =
        all.stream()
            .filter(process -> process.work().get(QualifierType.EXECUTABLE) == null)
            .count();
    findings.add(
        hidden == 0
            ? Finding.ok("other processes", "the executables of all processes can be read")
            : Finding.warn(
                "other processes",
                "the executables of " + hidden + " of " + all.size() + " processes cannot be read",
                "rules that ask for an executable do not match these",
                "run as root with all capabilities, or give wlmd CAP_SYS_PTRACE"));
  }
}
