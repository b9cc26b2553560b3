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
      Process process =
          new ProcessBuilder(
                  kernel.toString(),
                  "mem=1536M",
                  "rootfstype=hostfs",
                  "rootflags=/",
                  "rw",
                  "ubd1=" + disk,
                  "init=" + init,
                  "quiet",
                  "con=null",
                  "con0=fd:0,fd:1")
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
      List<String> all =
          Files.readAllLines(out).stream().map(line -> line.replace("\r", "")).toList();
      int begin = all.indexOf(BEGIN);
      if (begin < 0) {
        throw new IOException("user-mode-linux did not boot:\n" + String.join("\n", all));
      }
      return new ArrayList<>(all.subList(begin + 1, all.size()));
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
