package io.openwlm.linux.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFactsTest {
  private static final String ID = "0a1b2c3d".repeat(8);
  private static final String POD = "f0".repeat(32);
  private static final String STORAGE = "run/containers/storage/overlay-containers/";
  private static final String INDEX =
      "var/lib/containers/storage/overlay-containers/containers.json";

  @TempDir Path root;
  private ContainerFacts facts;

  @BeforeEach
  void look() {
    facts = ContainerFacts.at(root);
  }

  @Test
  void readsContainerd() throws IOException {
    containerd(
        "k8s.io",
        """
        {"ociVersion":"1.1.0","process":{"args":["nginx"],"env":["A=\\"{["]},
         "annotations":{
          "io.kubernetes.cri.container-name":"web",
          "io.kubernetes.cri.container-type":"container",
          "io.kubernetes.cri.image-name":"registry.example/shop/web:1.4",
          "io.kubernetes.cri.sandbox-id":"%s",
          "io.kubernetes.cri.sandbox-name":"web-6d4c-x2",
          "io.kubernetes.cri.sandbox-namespace":"shop",
          "io.kubernetes.cri.sandbox-uid":"1f"},
         "linux":{"cgroupsPath":"/kubepods/pod1f/x"}}
        """
            .formatted(POD));
    assertThat(facts.describe(ID))
        .isEqualTo(
            new ContainerDescription(
                "registry.example/shop/web:1.4",
                """
                io.kubernetes.container.name=web
                io.kubernetes.pod.name=web-6d4c-x2
                io.kubernetes.pod.namespace=shop
                io.kubernetes.pod.uid=1f\
                """));
  }

  @Test
  void looksInAllNamespacesOfContainerd() throws IOException {
    containerd("default", "{}");
    containerd("moby", "{\"annotations\":{\"io.kubernetes.cri.image-name\":\"late\"}}");
    assertThat(facts.describe(ID).image()).isEqualTo("late");
  }

  @Test
  void readsCrioWithTheLabelsOfThePod() throws IOException {
    write(
        STORAGE + ID + "/userdata/config.json",
        crio("quay.example/db:16", "{\\\"io.kubernetes.container.name\\\":\\\"db\\\"}"));
    write(
        STORAGE + POD + "/userdata/config.json",
        crio(
            "pause:3.9",
            "{\\\"tier\\\":\\\"gold\\\",\\\"app\\\":\\\"ledger\\\","
                + "\\\"io.kubernetes.container.name\\\":\\\"POD\\\"}"));
    assertThat(facts.describe(ID))
        .isEqualTo(
            new ContainerDescription(
                "quay.example/db:16", "app=ledger\nio.kubernetes.container.name=db\ntier=gold"));
  }

  @Test
  void readsPodmanFromTheIndexOfItsStore() throws IOException {
    write(
        STORAGE + ID + "/userdata/config.json",
        "{\"annotations\":{\"io.container.manager\":\"libpod\"}}");
    Path index =
        write(
            INDEX,
            """
            [{"id":"%s","names":["a"],"metadata":"{\\"image-name\\":\\"localhost/job:2\\"}"},
             {"id":"x","metadata":"no json"}, {"names":[]}, 7]
            """
                .formatted(ID));
    assertThat(facts.describe(ID)).isEqualTo(new ContainerDescription("localhost/job:2", null));
    assertThat(facts.describe(POD)).isEqualTo(ContainerDescription.UNKNOWN);
    Files.writeString(
        index,
        "[{\"id\":\"%s\",\"metadata\":\"{\\\"image-name\\\":\\\"new\\\"}\"}]".formatted(POD));
    Files.setLastModifiedTime(index, FileTime.fromMillis(1));
    assertThat(facts.describe(POD).image()).isEqualTo("new");
  }

  @Test
  void readsDocker() throws IOException {
    docker(
        ID,
        """
        {"ID":"x","Config":{"Image":"postgres:17","Env":["PGPASSWORD=x"],
         "Labels":{"com.example.team":"ledger","a":"b=c"}},"Name":"/db"}
        """);
    assertThat(facts.describe(ID))
        .isEqualTo(new ContainerDescription("postgres:17", "a=b=c\ncom.example.team=ledger"));
  }

  @Test
  void readsTheLabelsOfAPodThatDockerRuns() throws IOException {
    docker(
        ID,
        """
        {"Config":{"Image":"sha256:77","Labels":{"io.kubernetes.sandbox.id":"%s"}}}
        """
            .formatted(POD));
    docker(POD, "{\"Config\":{\"Image\":\"pause\",\"Labels\":{\"app\":\"shop\"}}}");
    assertThat(facts.describe(ID).labels()).isEqualTo("app=shop\nio.kubernetes.sandbox.id=" + POD);
  }

  @Test
  void aContainerIsLookedUpOnceUntilItIsForgotten() throws IOException {
    Path file = docker(ID, "{\"Config\":{\"Image\":\"one\"}}");
    assertThat(facts.describe(ID).image()).isEqualTo("one");
    Files.writeString(file, "{\"Config\":{\"Image\":\"two\"}}");
    assertThat(facts.describe(ID).image()).isEqualTo("one");
    facts.keepOnly(Set.of(ID, POD));
    assertThat(facts.describe(ID).image()).isEqualTo("one");
    facts.keepOnly(Set.of());
    assertThat(facts.describe(ID).image()).isEqualTo("two");
  }

  @Test
  void anUnknownContainerIsTriedThreeTimes() throws IOException {
    for (int i = 0; i < 2; i++) {
      assertThat(facts.describe(ID)).isEqualTo(ContainerDescription.UNKNOWN);
    }
    docker(ID, "{\"Config\":{\"Image\":\"late\"}}");
    assertThat(facts.describe(ID).image()).isEqualTo("late");
    for (int i = 0; i < 3; i++) {
      assertThat(facts.describe(POD)).isEqualTo(ContainerDescription.UNKNOWN);
    }
    docker(POD, "{\"Config\":{\"Image\":\"too late\"}}");
    assertThat(facts.describe(POD)).isEqualTo(ContainerDescription.UNKNOWN);
  }

  @Test
  void remembersABoundedNumberOfContainers() {
    Random random = new Random(1);
    for (int i = 0; i < ContainerFacts.MAX_CONTAINERS + 100; i++) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      facts.describe(HexFormat.of().formatHex(bytes));
    }
    assertThat(facts.size()).isEqualTo(ContainerFacts.MAX_CONTAINERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../../etc", "0A1B", "/", "x\0y"})
  void whatIsNoIdentifierNeverBecomesAPath(String id) throws IOException {
    docker(ID, "{\"Config\":{\"Image\":\"right\"}}");
    write("var/lib/docker/config.v2.json", "{\"Config\":{\"Image\":\"wrong\"}}");
    assertThat(facts.describe(id)).isEqualTo(ContainerDescription.UNKNOWN);
    assertThat(facts.describe(ID.toUpperCase(java.util.Locale.ROOT)))
        .isEqualTo(ContainerDescription.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "7",
        "nonsense",
        "{\"Config\"",
        "{\"Config\":",
        "{\"Config\":7}",
        "{\"Config\":{\"Image\":7,\"Labels\":[]}}",
        "{\"Config\":{\"Image\":\"\",\"Labels\":{\"a\":1}}}",
        "{\"Config\":{\"Image\":\"\\u00",
        "{\"Config\":{\"Image\":null},\"n\":1e999999999}",
        "}{",
        "\"\\"
      })
  void whatIsNotAsExpectedIsUnknown(String text) throws IOException {
    docker(ID, text);
    containerd("k8s.io", text);
    write(STORAGE + ID + "/userdata/config.json", text);
    write(INDEX, text);
    assertThat(facts.describe(ID)).isEqualTo(ContainerDescription.UNKNOWN);
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    docker(ID, "{\"x\":" + "[".repeat(400_000) + "]".repeat(400_000) + "}");
    assertThat(facts.describe(ID)).isEqualTo(ContainerDescription.UNKNOWN);
  }

  @Test
  void longFilesLinksAndDirectoriesAreUnknown() throws IOException {
    String good = "{\"Config\":{\"Image\":\"x\"}}";
    docker(ID, good + " ".repeat(RuntimeFiles.MAX_BYTES));
    assertThat(facts.describe(ID)).isEqualTo(ContainerDescription.UNKNOWN);
    Path link = root.resolve("var/lib/docker/containers/" + POD + "/config.v2.json");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, write("elsewhere.json", good));
    assertThat(facts.describe(POD)).isEqualTo(ContainerDescription.UNKNOWN);
    String directory = "ab".repeat(32);
    Files.createDirectories(
        root.resolve("var/lib/docker/containers/" + directory + "/config.v2.json"));
    assertThat(facts.describe(directory)).isEqualTo(ContainerDescription.UNKNOWN);
  }

  @Test
  void aLabelCannotPassForTwo() throws IOException {
    docker(
        ID,
        """
        {"Config":{"Image":"a\\nb","Labels":{"x":"1\\napp=payroll","y":"2","z":"%s"}}}
        """
            .formatted("z".repeat(2000)));
    assertThat(facts.describe(ID)).isEqualTo(new ContainerDescription(null, "y=2"));
  }

  @Test
  void withoutContainersNothingIsKnown() {
    assertThat(ContainerFacts.none().describe(ID)).isEqualTo(ContainerDescription.UNKNOWN);
  }

  private static String crio(String image, String labels) {
    return """
    {"annotations":{"io.container.manager":"cri-o","io.kubernetes.cri-o.ImageName":"%s",
     "io.kubernetes.cri-o.Labels":"%s","io.kubernetes.cri-o.SandboxID":"%s"}}
    """
        .formatted(image, labels, POD);
  }

  private Path docker(String id, String text) throws IOException {
    return write("var/lib/docker/containers/" + id + "/config.v2.json", text);
  }

  private void containerd(String namespace, String text) throws IOException {
    write(
        "run/containerd/io.containerd.runtime.v2.task/" + namespace + "/" + ID + "/config.json",
        text);
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
