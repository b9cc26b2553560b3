package io.openwlm.linux.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every KernelFs promises; run on memory and on real files. */
abstract class KernelFsContractTest {
  static final KernelRoot ROOT = KernelRoot.CGROUP2;

  /** A file system with {@code /a/value} holding "7\n" and a link {@code /a/exe -> /bin/x}. */
  abstract KernelFs fs() throws IOException;

  @Test
  void readsWritesAndReadsBack() throws IOException {
    KernelFs fs = fs();
    assertThat(fs.read(ROOT, "/a/value")).isEqualTo(new KernelAnswer.Value("7\n"));
    assertThat(fs.write(ROOT, "/a/value", "12\n")).isEqualTo(new KernelAnswer.Value(""));
    assertThat(fs.read(ROOT, "/a/value")).isEqualTo(new KernelAnswer.Value("12\n"));
  }

  @Test
  void answersVanishedForWhatIsNotThere() throws IOException {
    KernelFs fs = fs();
    KernelAnswer gone = new KernelAnswer.Vanished();
    assertThat(fs.read(ROOT, "/b/value")).isEqualTo(gone);
    assertThat(fs.write(ROOT, "/b/value", "1")).isEqualTo(gone);
    assertThat(fs.list(ROOT, "/b")).isEqualTo(gone);
    assertThat(fs.link(ROOT, "/b")).isEqualTo(gone);
    assertThat(fs.owner(ROOT, "/b")).isEqualTo(gone);
    assertThat(fs.group(ROOT, "/b")).isEqualTo(gone);
    assertThat(fs.removeDirectory(ROOT, "/b")).isEqualTo(gone);
    assertThat(fs.makeDirectory(ROOT, "/b/c")).isEqualTo(gone);
    assertThat(fs.inode(ROOT, "/b")).isEqualTo(-1);
    assertThat(fs.open(ROOT, "/b")).isEmpty();
  }

  @Test
  void answersVanishedForAHierarchyThatIsNotThere() throws IOException {
    KernelFs fs = fs();
    assertThat(fs.has(ROOT)).isTrue();
    assertThat(fs.has(KernelRoot.PROC)).isFalse();
    assertThat(fs.read(KernelRoot.PROC, "/a/value")).isInstanceOf(KernelAnswer.Vanished.class);
  }

  @Test
  void refusesPathsThatCouldLeaveTheHierarchy() throws IOException {
    KernelFs fs = fs();
    for (String path : List.of("/../a", "/a/..", "a/value", "/a/../../etc", "", "/a\0b", "//a")) {
      assertThat(fs.read(ROOT, path)).as(path).isEqualTo(new KernelAnswer.Failed("EINVAL"));
      assertThat(fs.write(ROOT, path, "1")).as(path).isEqualTo(new KernelAnswer.Failed("EINVAL"));
      assertThat(fs.open(ROOT, path)).as(path).isEmpty();
      assertThat(fs.inode(ROOT, path)).as(path).isEqualTo(-1);
    }
  }

  @Test
  void listsNamesSorted() throws IOException {
    assertThat(fs().list(ROOT, "/a")).isEqualTo(new KernelAnswer.Names(List.of("exe", "value")));
  }

  @Test
  void readsALinkWithoutFollowingIt() throws IOException {
    KernelFs fs = fs();
    assertThat(fs.link(ROOT, "/a/exe")).isEqualTo(new KernelAnswer.Value("/bin/x"));
    assertThat(fs.link(ROOT, "/a/value")).isEqualTo(new KernelAnswer.Failed("EINVAL"));
  }

  @Test
  void makesADirectoryOnceAndRemovesIt() throws IOException {
    KernelFs fs = fs();
    assertThat(fs.makeDirectory(ROOT, "/a/child")).isInstanceOf(KernelAnswer.Value.class);
    assertThat(fs.inode(ROOT, "/a/child")).isPositive();
    assertThat(fs.makeDirectory(ROOT, "/a/child")).isEqualTo(new KernelAnswer.Failed("EEXIST"));
    assertThat(fs.removeDirectory(ROOT, "/a")).isInstanceOf(KernelAnswer.Failed.class);
    assertThat(fs.removeDirectory(ROOT, "/a/child")).isInstanceOf(KernelAnswer.Value.class);
    assertThat(fs.inode(ROOT, "/a/child")).isEqualTo(-1);
    assertThat(fs.removeDirectory(ROOT, "/a/value")).isEqualTo(new KernelAnswer.Failed("ENOTDIR"));
  }

  @Test
  void keptFileShowsTheValueOfEachReading() throws IOException {
    KernelFs fs = fs();
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    try (KernelFile file = fs.open(ROOT, "/a/value").orElseThrow()) {
      assertThat(file.read(buffer)).isEqualTo(2);
      assertThat(text(buffer)).isEqualTo("7\n");
      fs.write(ROOT, "/a/value", "100\n");
      assertThat(file.read(buffer)).isEqualTo(4);
      assertThat(text(buffer)).isEqualTo("100\n");
    }
  }

  @Test
  void keptFileReadsWhatFitsTheBuffer() throws IOException {
    KernelFs fs = fs();
    fs.write(ROOT, "/a/value", "123456789\n");
    ByteBuffer buffer = ByteBuffer.allocateDirect(4);
    try (KernelFile file = fs.open(ROOT, "/a/value").orElseThrow()) {
      assertThat(file.read(buffer)).isEqualTo(4);
      assertThat(text(buffer)).isEqualTo("1234");
    }
  }

  @Test
  void namesOwnerAndGroup() throws IOException {
    KernelFs fs = fs();
    for (KernelAnswer answer : List.of(fs.owner(ROOT, "/a/value"), fs.group(ROOT, "/a/value"))) {
      assertThat(answer)
          .isInstanceOfSatisfying(
              KernelAnswer.Value.class, value -> assertThat(value.text()).isNotEmpty());
    }
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer).toString();
  }
}
