package io.openwlm.linux.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryKernelFsTest {
  private static final KernelRoot ROOT = KernelRoot.CGROUP2;

  @Test
  void openFilesOfARemovedGroupAnswerVanished() {
    MemoryKernelFs fs = new MemoryKernelFs(ROOT).file(ROOT, "/g/cpu.stat", "usage_usec 1\n");
    KernelFile file = fs.open(ROOT, "/g/cpu.stat").orElseThrow();
    fs.remove(ROOT, "/g");
    fs.file(ROOT, "/g/cpu.stat", "usage_usec 2\n");
    assertThat(file.read(ByteBuffer.allocate(64))).isEqualTo(KernelFile.VANISHED);
  }

  @Test
  void aGroupMadeAgainHasAnotherInode() {
    MemoryKernelFs fs = new MemoryKernelFs(ROOT).directory(ROOT, "/g");
    long first = fs.inode(ROOT, "/g");
    fs.remove(ROOT, "/g").directory(ROOT, "/g");
    assertThat(fs.inode(ROOT, "/g")).isNotEqualTo(first).isPositive();
  }

  @Test
  void removingAGroupLeavesItsNeighbourWithTheSamePrefix() {
    MemoryKernelFs fs = new MemoryKernelFs(ROOT).file(ROOT, "/g/x", "1").file(ROOT, "/g2/x", "2");
    fs.remove(ROOT, "/g");
    assertThat(fs.read(ROOT, "/g2/x")).isEqualTo(new KernelAnswer.Value("2"));
    assertThat(fs.read(ROOT, "/g/x")).isEqualTo(new KernelAnswer.Vanished());
  }

  @Test
  void writeFunctionMayRefuseOrChangeTheValue() {
    MemoryKernelFs fs =
        new MemoryKernelFs(ROOT)
            .writable(
                ROOT,
                "/g/cpu.weight",
                "100\n",
                text ->
                    text.equals("0")
                        ? new KernelAnswer.Failed("EINVAL")
                        : new KernelAnswer.Value("w" + text))
            .file(ROOT, "/g/cpu.stat", "usage_usec 1\n");
    assertThat(fs.write(ROOT, "/g/cpu.weight", "0")).isEqualTo(new KernelAnswer.Failed("EINVAL"));
    assertThat(fs.read(ROOT, "/g/cpu.weight")).isEqualTo(new KernelAnswer.Value("100\n"));
    fs.write(ROOT, "/g/cpu.weight", "5\n");
    assertThat(fs.read(ROOT, "/g/cpu.weight")).isEqualTo(new KernelAnswer.Value("w5\n"));
    assertThat(fs.write(ROOT, "/g/cpu.stat", "1")).isEqualTo(new KernelAnswer.Denied("EACCES"));
  }

  @Test
  void suppliedTextIsAskedForAtEachRead() {
    AtomicInteger clock = new AtomicInteger();
    MemoryKernelFs fs =
        new MemoryKernelFs(ROOT).file(ROOT, "/t", () -> clock.incrementAndGet() + "\n");
    assertThat(fs.read(ROOT, "/t")).isEqualTo(new KernelAnswer.Value("1\n"));
    assertThat(fs.read(ROOT, "/t")).isEqualTo(new KernelAnswer.Value("2\n"));
  }

  @Test
  void directoryRulesAddFilesAndRefuseRemoval() {
    MemoryKernelFs fs = new MemoryKernelFs(ROOT);
    fs.rules(
        ROOT,
        new MemoryKernelFs.DirectoryRules() {
          @Override
          public void made(String path) {
            fs.writable(ROOT, path + "/cpu.weight", "100\n");
          }

          @Override
          public KernelAnswer removing(String path) {
            return path.equals("/busy")
                ? new KernelAnswer.Failed("EBUSY")
                : new KernelAnswer.Value("");
          }
        });
    fs.makeDirectory(ROOT, "/busy");
    fs.makeDirectory(ROOT, "/free");
    assertThat(fs.read(ROOT, "/busy/cpu.weight")).isEqualTo(new KernelAnswer.Value("100\n"));
    assertThat(fs.removeDirectory(ROOT, "/busy")).isEqualTo(new KernelAnswer.Failed("EBUSY"));
    assertThat(fs.removeDirectory(ROOT, "/free")).isInstanceOf(KernelAnswer.Value.class);
    assertThat(fs.read(ROOT, "/free/cpu.weight")).isEqualTo(new KernelAnswer.Vanished());
  }

  @Test
  void faultsAnswerInsteadOfTheFileSystemUntilHealed() {
    MemoryKernelFs memory = new MemoryKernelFs(ROOT).writable(ROOT, "/v", "1\n");
    FaultyKernelFs fs = new FaultyKernelFs(memory);
    KernelFile kept = fs.open(ROOT, "/v").orElseThrow();
    fs.times(1, FaultyKernelFs.Operation.WRITE, "/v"::equals, new KernelAnswer.Failed("EBUSY"));
    fs.always(FaultyKernelFs.Operation.READ_KEPT, "/v"::equals, new KernelAnswer.Vanished());
    fs.always(FaultyKernelFs.Operation.OPEN, "/v"::equals, new KernelAnswer.Failed("EMFILE"));
    assertThat(fs.write(ROOT, "/v", "2")).isEqualTo(new KernelAnswer.Failed("EBUSY"));
    assertThat(fs.write(ROOT, "/v", "3")).isInstanceOf(KernelAnswer.Value.class);
    assertThat(kept.read(ByteBuffer.allocate(8))).isEqualTo(KernelFile.VANISHED);
    assertThat(fs.open(ROOT, "/v")).isEmpty();
    fs.heal();
    assertThat(kept.read(ByteBuffer.allocate(8))).isEqualTo(2);
  }

  @Test
  void transcriptHoldsChangesAndRefusalsOnly() {
    RecordingKernelFs fs =
        new RecordingKernelFs(
            new MemoryKernelFs(ROOT).writable(ROOT, "/v", "1\n").file(ROOT, "/ro", "1\n"));
    fs.read(ROOT, "/v");
    fs.write(ROOT, "/v", "2");
    fs.write(ROOT, "/ro", "2");
    fs.makeDirectory(ROOT, "/d");
    fs.removeDirectory(ROOT, "/none");
    assertThat(fs.transcript())
        .containsExactly(
            "write CGROUP2 /v 2 -> ok",
            "write CGROUP2 /ro 2 -> EACCES",
            "mkdir CGROUP2 /d -> ok",
            "rmdir CGROUP2 /none -> vanished");
  }
}
