package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.codec.ProblemCode;
import io.openwlm.model.message.Message;
import io.openwlm.model.message.MessageCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The catalogue has every message that the sources print and no other, and docs/messages.md is its
 * content; {@code -Dwlm.golden=write} writes the page anew.
 */
class MessageIdsTest {
  private static final Pattern ID = Pattern.compile("(?<![A-Z])WLM[0-9]{3,4}[IWE](?![0-9A-Z])");
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/messages.md");

  private final MessageCatalogue catalogue = MessageCatalogue.load();

  /** Ids in what the programs are made of: sources and launchers. */
  private static Set<String> printed() throws IOException {
    Set<String> ids = new TreeSet<>();
    List<Path> roots = new ArrayList<>(List.of(ROOT.resolve("packaging")));
    try (Stream<Path> modules = Files.list(ROOT)) {
      modules.map(m -> m.resolve("src/main/java")).filter(Files::isDirectory).forEach(roots::add);
    }
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().matches(".*\\.(java|sh)")).toList()) {
          Matcher found = ID.matcher(Files.readString(file));
          while (found.find()) {
            ids.add(found.group());
          }
        }
      }
    }
    return ids;
  }

  @Test
  void hasEveryMessageThatIsPrintedAndNoOther() throws IOException {
    Set<String> printed = printed();
    assertThat(printed).as("an empty scan proves nothing").hasSizeGreaterThan(150);
    Set<String> explained = new TreeSet<>(catalogue.messages().stream().map(Message::id).toList());
    Set<String> missing = new TreeSet<>(printed);
    missing.removeAll(explained);
    Set<String> dead = new TreeSet<>(explained);
    dead.removeAll(printed);
    assertThat(missing).as("printed and not in messages.txt").isEmpty();
    assertThat(dead).as("in messages.txt and printed nowhere").isEmpty();
  }

  @Test
  void aNumberHasOneMeaning() {
    TreeMap<String, List<String>> idsOf = new TreeMap<>();
    for (Message each : catalogue.messages()) {
      idsOf.computeIfAbsent(each.number(), _ -> new ArrayList<>()).add(each.id());
    }
    assertThat(idsOf.values()).allMatch(ids -> ids.size() == 1);
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void saysWhatTheCheckerSays(ProblemCode code) {
    assertThat(catalogue.find(code.code()))
        .singleElement()
        .extracting(Message::text)
        .isEqualTo(code.template());
  }

  @Test
  void isFoundInAnyCaseWithAndWithoutItsLetter() {
    for (String id : List.of("WLM0203E", "wlm0203e", "WLM0203", " wlm0203 ")) {
      assertThat(catalogue.find(id)).extracting(Message::id).containsExactly("WLM0203E");
    }
    assertThat(catalogue.find("WLM020")).extracting(Message::id).doesNotContain("WLM0203E");
    assertThat(catalogue.find("")).isEmpty();
  }

  @Test
  void thePageIsMadeOfTheCatalogue() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("wlm.golden"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(page).as("rewrite with -Dwlm.golden=write").isEqualTo(Files.readString(PAGE));
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Messages

            Every message of `wlm` and `wlmd` begins with an id: `WLM`, a number, and a letter, I for information, W for a
            warning, E for an error. `wlm msg ID` shows what stands here. Messages with three digits answer operator
            commands ([operator-commands.md](operator-commands.md)). This page is made of the message catalogue of the
            product by a test; a new message is one entry in `messages.txt`.
            """);
    for (MessageCatalogue.Section section : catalogue.sections()) {
      page.append("\n## ").append(section.title()).append("\n");
      for (Message each : section.messages()) {
        page.append("\n**").append(each.id()).append("** `").append(each.text()).append("`\n");
        page.append("- Explanation: ").append(plain(each.explanation())).append('\n');
        page.append("- System action: ").append(plain(each.systemAction())).append('\n');
        page.append("- Operator response: ").append(plain(each.response())).append('\n');
      }
    }
    return page.toString();
  }

  private static String plain(String text) {
    return text.replace("*", "\\*").replace("<", "&lt;").replace("_", "\\_");
  }
}
