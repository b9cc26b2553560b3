package io.openwlm.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.classify.Classifier;
import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.Severity;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/linux-work.md says is what happens. */
class LinuxWorkDocTest {
  private static final String SHOP = "5a".repeat(32);
  private static final String BUILD = "b1".repeat(32);
  private static final String OTHER = "0e".repeat(32);

  private final String page = page();
  private final MemoryKernel kernel = new MemoryKernel(false);
  @TempDir Path root;

  private static String page() {
    try {
      return Files.readString(Path.of(System.getProperty("wlm.root"), "docs/linux-work.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theExampleClassifiesAsItReads() throws IOException {
    kernel.process(1, "systemd", "/init.scope", 1);
    kernel.process(10, "dbus-daemon", "/system.slice/dbus.service", 1);
    kernel.process(11, "nginx", "/system.slice/nginx.service", 1);
    kernel.process(12, "nginx", "/user.slice/user-7.slice/user@7.service/nginx.service", 1);
    container(20, SHOP, "web:1", "\"app\":\"shop\"");
    container(21, BUILD, "ci/builder:9", "\"app\":\"shopping\"");
    container(22, OTHER, "db:3", "\"tier\":\"gold\"");
    kernel.process(30, "make", "/user.slice/user-7.slice/session-2.scope", 1);
    kernel.fs.ownedBy(KernelRoot.PROC, "/30", "ann", "builders");
    kernel.process(31, "vi", "/user.slice/user-7.slice/session-2.scope", 1);

    Classifier classifier = new Classifier(example());
    assertThat(new ProcessTable(kernel.fs, ContainerFacts.at(root)).scan())
        .extracting(p -> p.pid() + " " + classifier.classify(p.work()).serviceClass())
        .containsExactlyInAnyOrder(
            "1 SYSTEM",
            "10 SYSSTC",
            "11 SHOP",
            "12 SERVICES",
            "20 SHOP",
            "21 BUILDS",
            "22 LEDGER",
            "30 BUILDS",
            "31 SYSOTHER");
  }

  @Test
  void everyListedServiceIsTheSystemsOwn() {
    List<String> listed = new ArrayList<>();
    page.lines()
        .filter(line -> line.startsWith("| `SYSSTC` |"))
        .forEach(line -> {
          Matcher unit = Pattern.compile("`([a-z*-]+\\.service)`").matcher(line);
          while (unit.find()) {
            listed.add(unit.group(1).replace("*", "logind"));
          }
        });
    assertThat(listed).hasSize(13);
    for (String unit : listed) {
      assertThat(StartedTasks.parameter(9, 1, "/system.slice/" + unit, "root"))
          .as(unit)
          .isEqualTo("SYSSTC");
    }
  }

  @Test
  void theTableHasEveryQualifierOfAProcess() {
    for (QualifierType type : SubsystemType.STC.qualifiers()) {
      boolean known = !List.of(QualifierType.AI, QualifierType.PF, QualifierType.PX).contains(type);
      assertThat(page.contains("| `" + type.linuxKey() + "`")).as(type.name()).isEqualTo(known);
    }
  }

  private ServiceDefinition example() {
    String yaml = page.split("```yaml\n", 2)[1].split("```", 2)[0];
    DefinitionResult result = DefinitionReader.read("linux-work.md", yaml);
    assertThat(result.problems()).noneMatch(p -> p.severity() != Severity.NOTE);
    return result.definition().orElseThrow();
  }

  private void container(int pid, String id, String image, String label) throws IOException {
    Path file = root.resolve("var/lib/docker/containers/" + id + "/config.v2.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "{\"Config\":{\"Image\":\"" + image + "\",\"Labels\":{" + label + "}}}");
    kernel.process(pid, "main", "/system.slice/docker-" + id + ".scope", 1);
  }
}
