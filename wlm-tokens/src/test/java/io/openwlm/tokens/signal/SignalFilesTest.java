package io.openwlm.tokens.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.SignalSink.AgentSignal;
import io.openwlm.model.json.JsonObjects;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalFilesTest {
  private static final StateFileReader.Now READER =
      new StateFileReader.Now(Agents.BOOT, 5_000_000_000L, Agents.NOW + 1_000);

  private final List<String> log = new ArrayList<>();
  private final AtomicLong mono = new AtomicLong(4_000_000_000L);
  @TempDir Path temp;
  private Path base;
  private SignalFiles files;

  @BeforeEach
  void open() throws IOException {
    base = temp.resolve("tokens");
    files = new SignalFiles(Agents.BOOT, mono::get, 30_000, log::add);
    files.configure(base.toString(), 30_000);
  }

  private Path file(String agent) {
    return base.resolve(agent).resolve(SignalFiles.NAME);
  }

  private void publish(AgentSignal... signals) {
    files.publish(List.of(signals), 0, Agents.NOW, true);
  }

  private static Map<String, @Nullable Object> read(Path file) throws IOException {
    return JsonObjects.read(Files.readString(file));
  }

  @Test
  void everyNameThatADefinitionTakesHasAFile() throws IOException {
    String odd = "$#@_|~{}\\!:\"[]%^.-";
    assertThat(TokenBudget.isName(odd)).isTrue();
    publish(Agents.agent(odd, 5, "yellow", null), Agents.agent("x".repeat(64), 5, "red", null));
    assertThat(log).isEmpty();
    assertThat(read(file(odd))).containsEntry("agent", odd).containsEntry("signal", "yellow");
    assertThat(read(file("x".repeat(64)))).containsEntry("signal", "red");
    for (String bad : List.of("..", ".x", "-x", "a/b", "a\0b", "a b", "", "x".repeat(65))) {
      assertThat(TokenBudget.isName(bad)).as(bad).isFalse();
    }
  }

  @Test
  void textBehindTheStateIsRefused() throws IOException {
    publish(Agents.agent("scraper", 5, "green", null));
    String text = Files.readString(file("scraper"));
    assertThat(StateFileReader.read(file("scraper"), READER).exitCode()).isZero();
    for (String more : List.of("x", "{}", text, "\n{\"signal\":\"red\"}", "\0")) {
      Path other = temp.resolve("other.json");
      Files.writeString(other, text + more);
      assertThat(StateFileReader.read(other, READER))
          .as(more)
          .isInstanceOf(StateFileReader.Missing.class);
    }
  }

  @Test
  void writesTheFirstSeedsFieldsAndMore() throws IOException {
    publish(Agents.agent("scraper", 5, "yellow", null));
    Map<String, @Nullable Object> state = read(file("scraper"));
    assertThat(state)
        .containsEntry("signal", "yellow")
        .containsEntry("budget_remaining", 4_500L)
        .containsEntry("budget_total", 10_000L)
        .containsEntry("window_remaining", "25m")
        .containsEntry("window_ends_at", "2026-11-21T11:25:00Z")
        .containsEntry("on_unavailable", "deny")
        .containsEntry("projected_exhaustion", "in 20m")
        .containsEntry("valid_until", "2026-11-21T11:00:30Z")
        .containsEntry("boot_id", Agents.BOOT)
        .containsEntry("mono_ns", 4_000_000_000L)
        .containsEntry("valid_for_ms", 30_000L)
        .containsEntry("seq", 1L);
    assertThat(
            ((Number) java.util.Objects.requireNonNull(state.get("consumption_rate")))
                .doubleValue())
        .isEqualTo(220.0);
    assertThat(state.get("window"))
        .isEqualTo(Map.of("id", "2026-11-21T11:00Z@Z", "ends_at", "2026-11-21T11:25:00Z"));
    assertThat(state.get("exhaustion"))
        .isEqualTo(Map.of("p50", "2026-11-21T11:20:00Z", "p90", "2026-11-21T11:15:00Z"));
    assertThat(log).isEmpty();
  }

  @Test
  void eachPublicationMovesItsNumberAndItsEnd() throws IOException {
    publish(Agents.agent("a", 3, "green", null));
    mono.addAndGet(10_000_000_000L);
    files.publish(List.of(Agents.agent("a", 3, "green", null)), 0, Agents.NOW + 10_000, true);
    assertThat(read(file("a")))
        .containsEntry("seq", 2L)
        .containsEntry("valid_until", "2026-11-21T11:00:40Z");
  }

  /** A slow disk: each look at the clock is a millisecond later. */
  private void slow() throws IOException {
    files = new SignalFiles(Agents.BOOT, () -> mono.addAndGet(1_000_000), 30_000, log::add);
    files.configure(base.toString(), 30_000);
  }

  private static List<AgentSignal> many(String signal) {
    return IntStream.range(0, 50).mapToObj(i -> Agents.agent("a" + i, 3, signal, null)).toList();
  }

  private List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      numbers.add((Long) read(file("a" + i)).get("seq"));
    }
    return numbers;
  }

  @Test
  void aChangeIsWrittenBeforeFilesThatSayTheSameAsBefore() throws IOException {
    slow();
    files.publish(many("green"), 0, Agents.NOW, true);
    assertThat(numbers()).containsOnly(1L); // new ones are a change
    List<AgentSignal> next = new ArrayList<>(many("green"));
    next.set(49, Agents.agent("a49", 3, "red", null));
    files.publish(next, 0, Agents.NOW, true);
    assertThat(read(file("a49"))).containsEntry("signal", "red").containsEntry("seq", 2L);
    assertThat(numbers()).contains(1L);
    files.publish(List.of(Agents.agent("a48", 3, "red", null)), 0, Agents.NOW, false);
    assertThat(read(file("a48"))).containsEntry("signal", "red").containsEntry("seq", 3L);
  }

  @Test
  void everyFileHasItsTurnThoughTicksComeBeforeAllAreWritten() throws IOException {
    slow();
    files.publish(many("green"), 0, Agents.NOW, true);
    int ticks = 0;
    while (numbers().contains(1L) && ticks < 20) {
      files.publish(many("green"), 0, Agents.NOW, true);
      ticks++;
    }
    assertThat(ticks).isBetween(2, 10);
    refreshAll();
    assertThat(numbers()).containsOnly(ticks + 1L);
  }

  private void refreshAll() {
    for (int turn = 0; turn < 20; turn++) {
      files.refresh();
    }
  }

  @Test
  void whatWaitsForItsTurnHoldsFromThenOn() throws IOException {
    slow();
    files.publish(many("green"), 0, Agents.NOW, true);
    files.publish(many("green"), 0, Agents.NOW, true);
    mono.addAndGet(7_000_000_000L);
    refreshAll();
    Map<String, @Nullable Object> last = read(file("a49"));
    assertThat(last).containsEntry("seq", 2L);
    assertThat(String.valueOf(last.get("written_at"))).startsWith("2026-11-21T11:00:07");
    assertThat(String.valueOf(last.get("valid_until"))).startsWith("2026-11-21T11:00:37");
  }

  @Test
  void anAgentThatWentWhileItsFileWaitedStaysAway() throws IOException {
    slow();
    files.publish(many("green"), 0, Agents.NOW, true);
    files.publish(many("green"), 0, Agents.NOW, true);
    files.publish(many("green").subList(0, 49), 0, Agents.NOW, true);
    refreshAll();
    assertThat(file("a49")).doesNotExist();
    assertThat(file("a48")).exists();
  }

  @Test
  void aNewPlaceIsFullBeforeTheOldOneIsEmptied() throws IOException {
    slow();
    files.publish(many("green"), 0, Agents.NOW, true);
    Path other = temp.resolve("elsewhere");
    files.configure(other.toString(), 30_000);
    files.publish(many("green"), 0, Agents.NOW, true);
    for (int i = 0; i < 50; i++) {
      assertThat(other.resolve("a" + i).resolve(SignalFiles.NAME)).exists();
      assertThat(file("a" + i)).doesNotExist();
    }
  }

  @Test
  void aFileOfAnotherAgentAndOneThatFailedAreWrittenAtOnce() throws IOException {
    slow();
    String shared = temp.resolve("state-of-one.json").toString();
    List<AgentSignal> all = new ArrayList<>(many("green"));
    all.set(48, Agents.agent("a48", 3, "green", shared));
    files.publish(all, 0, Agents.NOW, true);
    Path blocked = Files.createDirectory(file("a49").resolveSibling("keep"));
    Files.delete(file("a49"));
    Files.move(blocked, file("a49"));
    all.set(48, Agents.agent("a48", 3, "green", null));
    all.set(49, Agents.agent("a49", 3, "red", shared));
    files.publish(all, 0, Agents.NOW, true);
    assertThat(read(Path.of(shared))).containsEntry("agent", "a49").containsEntry("signal", "red");
    assertThat(log).hasSize(1).first().asString().startsWith("WLM0920W");
    Files.delete(file("a49"));
    files.publish(all, 0, Agents.NOW, true);
    assertThat(read(file("a49"))).containsEntry("signal", "red");
  }

  @Test
  void othersMayReadButNotWrite() throws IOException {
    publish(Agents.agent("a", 3, "green", null));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a"))))
        .isEqualTo("rw-r--r--");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void theWorstOfTwoAgentsStandsInTheFileThatBothName() throws IOException {
    String shared = temp.resolve("token_state.json").toString();
    publish(Agents.agent("good", 1, "green", shared), Agents.agent("bad", 5, "red", shared));
    Map<String, @Nullable Object> state = read(Path.of(shared));
    assertThat(state).containsEntry("signal", "red").containsEntry("agent", "bad");
    assertThat((List<?>) state.get("agents")).hasSize(2);
    files.publish(List.of(Agents.agent("bad", 5, "green", shared)), 0, Agents.NOW, false);
    assertThat(read(Path.of(shared))).containsEntry("signal", "green");
  }

  @Test
  void removesTheFileOfAnAgentThatIsGone() {
    publish(Agents.agent("a", 3, "green", null), Agents.agent("b", 3, "green", null));
    publish(Agents.agent("a", 3, "green", null));
    assertThat(file("b")).doesNotExist();
    assertThat(file("a")).exists();
  }

  @Test
  void refusesAPlantedSymbolicLink() throws IOException {
    Path victim = Files.writeString(temp.resolve("victim"), "precious");
    publish(Agents.agent("a", 3, "green", null));
    Files.delete(file("a"));
    Files.createSymbolicLink(file("a"), victim);
    publish(Agents.agent("a", 3, "red", null));
    assertThat(victim).hasContent("precious");
    assertThat(Files.isSymbolicLink(file("a"))).isTrue();
    assertThat(log).hasSize(1).first().asString().startsWith("WLM0920W").contains("symbolic link");
    publish(Agents.agent("a", 3, "red", null));
    assertThat(log).hasSize(1); // told once
    Files.delete(file("a"));
    publish(Agents.agent("a", 3, "red", null));
    assertThat(log).last().asString().startsWith("WLM0921I");
  }

  @Test
  void refusesALinkInPlaceOfAnAgentsDirectory() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    files.publish(List.of(Agents.agent("x", 3, "green", null)), 0, Agents.NOW, true);
    Files.createSymbolicLink(base.resolve("a"), elsewhere);
    publish(Agents.agent("a", 3, "green", null));
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(log).first().asString().contains("symbolic link");
  }

  @Test
  void refusesAHardLink() throws IOException {
    publish(Agents.agent("a", 3, "green", null));
    Files.createLink(temp.resolve("other-name"), file("a"));
    String before = Files.readString(file("a"));
    publish(Agents.agent("a", 3, "red", null));
    assertThat(file("a")).hasContent(before);
    assertThat(log).first().asString().contains("hard link");
  }

  @Test
  void refusesADirectoryThatOthersMayWrite() throws IOException {
    publish(Agents.agent("a", 3, "green", null));
    Files.setPosixFilePermissions(base.resolve("a"), PosixFilePermissions.fromString("rwxrwxrwx"));
    publish(Agents.agent("a", 3, "red", null));
    assertThat(read(file("a"))).containsEntry("signal", "green");
    assertThat(log).first().asString().contains("written by others");
  }

  @Test
  void refusesAForeignDirectoryOrFile() throws IOException {
    publish(Agents.agent("a", 3, "green", null));
    try {
      Files.setAttribute(file("a"), "unix:uid", 12_345, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      org.junit.jupiter.api.Assumptions.abort("only root gives files away");
    }
    publish(Agents.agent("a", 3, "red", null));
    assertThat(log).first().asString().contains("belongs to another user (uid 12345)");
  }

  @Test
  void anAgentsNameThatIsNoFileNameIsRefused() {
    publish(Agents.agent("../../etc/passwd", 3, "green", null));
    assertThat(log).first().asString().contains("no file name");
  }

  /** Law: a reader never sees a torn file, however fast the writer is. */
  @Test
  void aReaderInATightLoopNeverSeesATornFile() throws InterruptedException {
    publish(Agents.agent("a", 3, "green", null));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<String> torn = new AtomicReference<>("");
    AtomicLong reads = new AtomicLong();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!stop.get()) {
                StateFileReader.Reading r = StateFileReader.read(file("a"), READER);
                if (!(r instanceof StateFileReader.Fresh)) {
                  torn.set(r.toString());
                }
                reads.incrementAndGet();
              }
            });
    int writes = 0;
    while (writes < 3_000 || reads.get() < 1_000) {
      publish(Agents.agent("a", 3, writes % 2 == 0 ? "green" : "red", null));
      writes++;
    }
    stop.set(true);
    reader.join();
    assertThat(torn.get()).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void aReaderTellsFreshStaleAndMissing() throws IOException {
    publish(Agents.agent("a", 5, "yellow", null), Agents.agent("one", 1, "green", null));
    assertThat(StateFileReader.read(file("a"), READER).exitCode())
        .isEqualTo(Signal.YELLOW.exitCode());
    StateFileReader.Now late =
        new StateFileReader.Now(Agents.BOOT, 4_000_000_000L + 30_000_000_001L, Agents.NOW);
    assertThat(StateFileReader.read(file("a"), late))
        .isEqualTo(new StateFileReader.Stale("it is 30s old: is wlmd running?", false, 0));
    assertThat(StateFileReader.read(file("one"), late))
        .isEqualTo(new StateFileReader.Stale("it is 30s old: is wlmd running?", true, 4_500));
    StateFileReader.Now rebooted = new StateFileReader.Now("another", 5_000_000_000L, Agents.NOW);
    assertThat(StateFileReader.read(file("a"), rebooted)).isInstanceOf(StateFileReader.Stale.class);
    assertThat(StateFileReader.read(file("nobody"), READER))
        .isInstanceOf(StateFileReader.Missing.class)
        .extracting(StateFileReader.Reading::exitCode)
        .isEqualTo(Signal.STALE_EXIT_CODE);
  }

  @Test
  void aStepOfTheClockDoesNotMakeAFileOld() {
    publish(Agents.agent("a", 5, "green", null));
    StateFileReader.Now stepped =
        new StateFileReader.Now(Agents.BOOT, 5_000_000_000L, Agents.NOW + 86_400_000);
    assertThat(StateFileReader.read(file("a"), stepped)).isInstanceOf(StateFileReader.Fresh.class);
  }

  @Test
  void withoutABootIdTheTimeOfDayCounts() {
    publish(Agents.agent("a", 5, "green", null));
    assertThat(StateFileReader.read(file("a"), new StateFileReader.Now("", 0, Agents.NOW + 29_000)))
        .isInstanceOf(StateFileReader.Fresh.class);
    assertThat(StateFileReader.read(file("a"), new StateFileReader.Now("", 0, Agents.NOW + 31_000)))
        .isInstanceOf(StateFileReader.Stale.class);
    assertThat(StateFileReader.read(file("a"), new StateFileReader.Now("", 0, Agents.NOW - 60_000)))
        .isEqualTo(new StateFileReader.Stale("it is from the future", false, 0));
  }

  @Test
  void whateverStandsInTheFileTheReaderDoesNotThrow() throws IOException {
    Path file = temp.resolve("odd.json");
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{}",
            "{\"signal\":7}",
            "{\"signal\":\"pink\"}",
            "{\"signal\":\"green\"}",
            "{\"signal\":\"green\",\"valid_until\":\"soon\"}",
            "{\"signal\":\"green\",\"boot_id\":\"" + Agents.BOOT + "\",\"mono_ns\":\"x\"}",
            "\u0000\u0000")) {
      Files.writeString(file, text);
      assertThat(StateFileReader.read(file, READER).exitCode())
          .as(text)
          .isEqualTo(Signal.STALE_EXIT_CODE);
    }
  }
}
