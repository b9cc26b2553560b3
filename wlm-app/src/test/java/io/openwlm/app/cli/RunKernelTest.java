package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.SampleStatus;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.model.json.StatusJson;
import io.openwlm.model.status.ManagerStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code wlm run} on the kernel this runs on: the command is in the class's group in every tree, on
 * a hybrid machine in that of the weights and in that of usage and pressure.
 */
@Tag("kernel")
class RunKernelTest {
  private final DirKernelFs fs = DirKernelFs.detect();
  private final CpuHierarchy hierarchy = CpuHierarchy.of(fs).orElseThrow();
  private final Set<KernelRoot> trees =
      new TreeSet<>(List.of(hierarchy.root(), KernelRoot.CGROUP2));
  private final String parent = "/openwlm-run-" + ProcessHandle.current().pid();
  private final String group = parent + "/web";
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path directory;

  @BeforeEach
  void makeGroups() {
    for (KernelRoot tree : trees) {
      for (String path : List.of(parent, group)) {
        assertThat(fs.makeDirectory(tree, path)).isInstanceOf(KernelAnswer.Value.class);
      }
    }
  }

  @AfterEach
  void removeGroups() throws InterruptedException {
    for (KernelRoot tree : trees) {
      for (String path : List.of(group, parent)) {
        // A group is busy until its last process is reaped.
        for (int i = 0; i < 40 && fs.inode(tree, path) > 0; i++) {
          if (!(fs.removeDirectory(tree, path) instanceof KernelAnswer.Value)) {
            Thread.sleep(50);
          }
        }
        assertThat(fs.inode(tree, path)).as("%s in %s", path, tree).isEqualTo(-1);
      }
    }
  }

  @Test
  void entersEveryTreeBeforeTheCommandStarts() throws Exception {
    Path seen = directory.resolve("cgroup.txt");
    int exitCode = run("sh", "-c", "cat /proc/$$/cgroup > \"$0\"; exit 7", seen.toString());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(exitCode).as("the command's own exit code").isEqualTo(7);
    List<String> lines = Files.readAllLines(seen);
    assertThat(lines).contains("0::" + group);
    if (hierarchy.root() == KernelRoot.CGROUP1_CPU) {
      assertThat(lines.stream().filter(line -> line.matches("\\d+:([a-z]+,)*cpu(,[a-z]+)*:.*")))
          .singleElement()
          .asString()
          .endsWith(":" + group);
    }
  }

  @Test
  void childrenOfTheCommandAreInTheGroupToo() throws Exception {
    Path seen = directory.resolve("cgroup.txt");
    assertThat(run("sh", "-c", "sh -c 'cat /proc/self/cgroup' > \"$0\"", seen.toString())).isZero();
    assertThat(Files.readAllLines(seen)).contains("0::" + group);
  }

  private int run(String... command) {
    CommandContext context =
        new CommandContext(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            true,
            _ -> new Link(status()));
    String[] arguments = new String[command.length + 4];
    System.arraycopy(new String[] {"run", "--class", "BATCHLOW", "--"}, 0, arguments, 0, 4);
    System.arraycopy(command, 0, arguments, 4, command.length);
    return new Wlm(context).run(arguments);
  }

  /** A daemon on this kernel; its class BATCHLOW is bound to the group of this test. */
  private ManagerStatus status() {
    String sample = StatusJson.write(SampleStatus.flood());
    return StatusJson.read(
        sample
            .replace("/wlm/batchlow", group)
            .replace("\"mode\":\"cgroup2\"", "\"mode\":\"" + hierarchy.mode() + "\""));
  }

  /** A daemon that only tells its status. */
  private static final class Link extends UnaskedLink {
    private final ManagerStatus status;

    Link(ManagerStatus status) {
      this.status = status;
    }

    @Override
    public ManagerStatus status() {
      return status;
    }
  }
}
