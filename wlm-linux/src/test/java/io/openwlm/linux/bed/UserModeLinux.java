package io.openwlm.linux.bed;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A kernel of our own for the length of one script: user-mode-linux with cgroup v2 (cpu, memory,
 * io, pids), one CPU, no PSI. It sees the files of the host; the script may write below {@code
 * /run} only, which is memory that vanishes with it, and to the empty disk {@code /dev/ubdb}.
 */
public final class UserModeLinux {
  private static final long DISK_BYTES = 256L << 20;
  private static final String BEGIN = "--- script ---";

  /** What a kernel says that is older than the registers of its CPU (AMX makes them 11 KB). */
  private static final String TOO_MANY_REGISTERS = "ptrace set fp regs failed";

  /**
   * Starts a program in which ptrace does not know extended registers: a seccomp filter answers EIO
   * to PTRACE_GETREGSET, and user-mode-linux goes on with the registers of SSE, as on old CPUs.
   */
  private static final List<String> SSE_ONLY =
      List.of(
          "perl",
          "-e",
          """
          my ($load, $equal, $return, $ptrace, $getregset) = (0x20, 0x15, 0x06, 101, 0x4204);
          my ($eio, $allow) = (0x00050005, 0x7fff0000);
          my $filter = pack("SCCL" x 6,
              $load, 0, 0, 0, $equal, 0, 3, $ptrace,
              $load, 0, 0, 16, $equal, 0, 1, $getregset,
              $return, 0, 0, $eio, $return, 0, 0, $allow);
          syscall(157, 38, 1, 0, 0, 0) == 0 or die "no new privileges: $!";
          syscall(157, 22, 2, pack("Sx6P", 6, $filter), 0, 0) == 0 or die "seccomp: $!";
          exec @ARGV or die "exec: $!";
          """);

  /**
   * Then nothing may use more than SSE, from init on: the rest is neither saved nor restored. A
   * kernel makes environment of parameters that it does not know.
   */
  private static final List<String> NO_AVX =
      List.of(
          "GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX,-AVX2,-AVX512F,-AVX512VL,-AVX512BW,"
              + "-AVX_Fast_Unaligned_Load",
          "JAVA_TOOL_OPTIONS=-XX:UseAVX=0");

  private final Path kernel;

  private UserModeLinux(Path kernel) {
    this.kernel = kernel;
  }

  /** The bed, or empty where user-mode-linux is not installed. */
  public static Optional<UserModeLinux> find() {
    for (String dir : System.getenv().getOrDefault("PATH", "/usr/bin").split(":")) {
      Path candidate = Path.of(dir, "linux.uml");
      if (Files.isExecutable(candidate)) {
        return Optional.of(new UserModeLinux(candidate));
      }
    }
    return Optional.empty();
  }

  /**
   * Boots, runs a shell script as root with cgroup v2 mounted and all controllers enabled, halts.
   *
   * @return what the script printed, line by line
   */
  public List<String> run(String script, int limitSeconds)
      throws IOException, InterruptedException {
    List<String> said = boot(List.of(), List.of(), script, limitSeconds);
    if (!said.contains(BEGIN) && said.stream().anyMatch(l -> l.contains(TOO_MANY_REGISTERS))) {
      said = boot(SSE_ONLY, NO_AVX, script, limitSeconds);
    }
    int begin = said.indexOf(BEGIN);
    if (begin < 0) {
      throw new IOException("user-mode-linux did not boot:\n" + String.join("\n", said));
    }
    return new ArrayList<>(said.subList(begin + 1, said.size()));
  }

  /** All that was printed until it halted. */
  private List<String> boot(
      List<String> starter, List<String> environment, String script, int limitSeconds)
      throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "uml-");
    Path init = dir.resolve("init.sh");
    Path out = dir.resolve("console.txt");
    Path disk = dir.resolve("disk");
    try {
      Files.writeString(
          init, prelude() + script + "\nsync\necho o > /proc/sysrq-trigger\nsleep 9\n");
      init.toFile().setExecutable(true);
      try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
        file.setLength(DISK_BYTES);
      }
      List<String> command = new ArrayList<>(starter);
      command.addAll(
          List.of(
              kernel.toString(),
              "mem=1536M",
              "rootfstype=hostfs",
              "rootflags=/",
              "rw",
              "ubd1=" + disk,
              "init=" + init,
              "quiet",
              "con=null",
              "con0=fd:0,fd:1"));
      command.addAll(environment);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new IOException(
            "user-mode-linux ran past " + limitSeconds + "s:\n" + Files.readString(out));
      }
      return Files.readAllLines(out).stream().map(line -> line.replace("\r", "")).toList();
    } finally {
      Files.deleteIfExists(init);
      Files.deleteIfExists(out);
      Files.deleteIfExists(disk);
      Files.deleteIfExists(dir);
    }
  }

  private static String prelude() {
    return """
    #!/bin/sh
    mount -t proc proc /proc
    mount -t sysfs sysfs /sys
    mount -t cgroup2 none /sys/fs/cgroup
    mount -t tmpfs tmpfs /run
    export HOME=/run TMPDIR=/run PATH=/usr/sbin:/usr/bin:/sbin:/bin
    for c in cpu memory io pids; do echo +$c > /sys/fs/cgroup/cgroup.subtree_control; done
    ip link set lo up 2>/dev/null
    echo '%s'
    """
        .formatted(BEGIN);
  }
}
