package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bombs, traps and broken texts: the answer is one of the reader's own problems. */
class HostileXmlTest {
  private static final String ROOT = "<ServiceDefinition xmlns=\"" + XmlSample.NAMESPACE + "\">";
  private static final String SMALL =
      ROOT
          + "<Name>SMALL</Name><!-- c --><Level>038</Level><Workloads><Workload><Name>W</Name>"
          + "<ServiceClasses><ServiceClass a='1'><Name>C</Name><Goal><Velocity><Importance>1"
          + "</Importance><Level>&#53;0</Level></Velocity></Goal></ServiceClass></ServiceClasses>"
          + "</Workload></Workloads><Notes><Note><![CDATA[ä<]]></Note></Notes></ServiceDefinition>";

  @TempDir private Path directory;

  private static String only(String text) {
    DefinitionResult result = DefinitionReader.read("h.xml", text);
    assertThat(result.problems()).hasSize(1);
    return result.problems().getFirst().toString();
  }

  private static String bomb() {
    StringBuilder text = new StringBuilder("<!DOCTYPE lol [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      text.append("<!ENTITY l").append(i).append(" \"");
      text.append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
    }
    return text.append("]><ServiceDefinition><Name>&l11;</Name></ServiceDefinition>").toString();
  }

  @Test
  void refusesEveryDocumentType() {
    String refused =
        "h.xml:1:1: error WLM0171E a document type (<!DOCTYPE) is not allowed"
            + " (hint: remove it: entities and other files are never read)";
    for (String text :
        List.of(
            bomb(),
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><a/>",
            "<!DOCTYPE a [<!ENTITY x \"" + "y".repeat(1_000_000) + "\">]><a b='&x;&x;'/>",
            "<!DOCTYPE a [<!ATTLIST a b CDATA \"c\">]><a/>")) {
      assertThat(only(text)).isEqualTo(refused);
    }
    assertThat(only("<!-- <!DOCTYPE c> -->\n<!DOCTYPE a><a/>")).contains("WLM0171E");
  }

  @Test
  void asksNobodyForAnything() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
      for (String text :
          List.of(
              "<!DOCTYPE a SYSTEM \"" + url + "\"><a/>",
              "<!DOCTYPE a PUBLIC \"p\" \""
                  + url
                  + "\" [<!ENTITY % e SYSTEM \""
                  + url
                  + "\">%e;]><a/>",
              "<!DOCTYPE a [<!ENTITY e SYSTEM \"" + url + "\">]><a>&e;</a>",
              "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='" + url + "'/></a>",
              "<?xml-stylesheet href='" + url + "'?>" + SMALL,
              SMALL.replace(
                  "<Name>SMALL",
                  "<Name xsi:schemaLocation='u "
                      + url
                      + "' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>SMALL"))) {
        DefinitionReader.read("h.xml", text);
      }
      server.setSoTimeout(1);
      assertThat(accepts(server)).isFalse();
    }
  }

  private static boolean accepts(ServerSocket server) throws IOException {
    try {
      server.accept().close();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Test
  void refusesDepthNumberAndSize() throws IOException {
    assertThat(only("<a>".repeat(100_000)))
        .isEqualTo("h.xml:1:55: error WLM0173E XML elements are nested deeper than 18 levels");
    assertThat(only(ROOT + "<ClassificationRule>".repeat(100_000))).contains("WLM0173E");
    assertThat(only(ROOT + "<a/>".repeat(XmlParser.MAX_PARTS))).contains("WLM0174E");
    StringBuilder attributes = new StringBuilder("<ServiceDefinition");
    for (int i = 0; i < 100_000; i++) {
      attributes.append(" a").append(i).append("=''");
    }
    assertThat(only(attributes + "/>")).contains("WLM0174E");
    String message =
        ": error WLM0102E the file is larger than 8 MiB (hint: a definition is a few kilobytes)";
    String padded = SMALL + " ".repeat(SourceText.MAX_XML_BYTES);
    assertThat(only(padded)).isEqualTo("h.xml" + message);
    Path file = directory.resolve("large.xml");
    Files.writeString(file, padded);
    assertThat(DefinitionReader.read(file).problems()).hasToString("[" + file + message + "]");
  }

  /** Columns are counted once, whatever the characters. */
  @Test
  void countsColumnsOfOneLongLine() {
    String line = ROOT + "<!--\ud83d\ude00\u65e5-->" + "<a/>".repeat(XmlParser.MAX_PARTS);
    assertThat(only(line)).startsWith("h.xml:1:").contains("WLM0174E");
    String named = ROOT + "<!--\ud83d\ude00--><Name>A B</Name></ServiceDefinition>";
    assertThat(DefinitionReader.read("h.xml", named).errors())
        .filteredOn(p -> p.code().equals("WLM0120E"))
        .extracting(Problem::column)
        .containsExactly(ROOT.length() + 15);
  }

  @Test
  void readsHugeValuesAsValues() {
    String text =
        SMALL
            .replace("SMALL", "S".repeat(3_000_000))
            .replace("'1'", "'" + "1".repeat(3_000_000) + "'");
    DefinitionResult result = DefinitionReader.read("h.xml", text);
    assertThat(result.errors()).extracting(Problem::code).containsExactly("WLM0120E");
    assertThat(result.problems()).allMatch(p -> p.toString().length() < 2_000);
  }

  @Test
  void reportsManyUnknownElementsOnce() {
    StringBuilder text = new StringBuilder(SMALL);
    text.insert(text.indexOf("<Workloads>"), "<New>1</New>".repeat(9_000));
    DefinitionResult result = DefinitionReader.read("h.xml", text.toString());
    assertThat(result.definition()).isPresent();
    assertThat(result.problems()).hasSizeLessThan(10);
    assertThat(result.problems().toString())
        .contains("element New of ServiceDefinition")
        .contains("(9000 times)");
  }

  @Test
  void survivesATextCutAnywhere() {
    assertThat(DefinitionReader.read("h.xml", SMALL).definition()).isPresent();
    for (int i = 0; i < SMALL.length(); i++) {
      DefinitionResult result = DefinitionReader.read("h.xml", SMALL.substring(0, i));
      assertThat(result.hasErrors()).as(SMALL.substring(0, i)).isTrue();
      assertThat(result.errors()).allMatch(p -> p.code().matches("WLM01(05|70)E"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void survivesAnyChange(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String marks = "<>/!&;'\"=[]-?CDAxml:# \n\u00e9\u0085\ud83d";
    for (int round = 0; round < 600; round++) {
      StringBuilder text = new StringBuilder(SMALL);
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        int at = random.nextInt(text.length());
        char mark = marks.charAt(random.nextInt(marks.length()));
        switch (random.nextInt(4)) {
          case 0 -> text.setCharAt(at, mark);
          case 1 -> text.insert(at, mark);
          case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 20)));
          default -> text.insert(at, SMALL, 0, random.nextInt(SMALL.length()));
        }
      }
      DefinitionResult result = DefinitionReader.read("h.xml", text.toString());
      assertThat(result.problems())
          .as("seed %d: %s", seed, text)
          .allMatch(p -> p.toString().chars().noneMatch(Character::isISOControl));
      result
          .definition()
          .ifPresent(d -> {
            String written = XmlWriter.write(d).text();
            assertThat(DefinitionReader.read("again.xml", written).definition())
                .as("seed %d: %s%n%s", seed, text, written)
                .contains(d);
          });
    }
  }

  @Test
  void answersForWrongEncodings() throws IOException {
    Path file = directory.resolve("encoded.xml");
    for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
      Files.write(file, SMALL.getBytes(charset));
      assertThat(DefinitionReader.read(file).errors())
          .extracting(Problem::code)
          .containsExactly("WLM0103E");
    }
    if (Charset.isSupported("IBM1047")) {
      Files.write(file, ("<?xml version='1.0'?>" + SMALL).getBytes(Charset.forName("IBM1047")));
      assertThat(DefinitionReader.read(file).errors().toString())
          .contains("WLM0189E the file is EBCDIC text (hint: convert it: iconv");
    }
    Files.writeString(file, "\uFEFF<?xml version='1.0' encoding='UTF-16'?>\u0085\r\n" + SMALL);
    assertThat(DefinitionReader.read(file).definition()).isPresent();
  }
}
