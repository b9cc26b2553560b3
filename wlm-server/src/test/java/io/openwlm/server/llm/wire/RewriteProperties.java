package io.openwlm.server.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.wire.Dialect.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request is read as, and what becomes of it: caps change, everything else stays. */
class RewriteProperties {
  private static final Target GEMINI = new Target("m", true);

  private static String rewritten(Dialect dialect, String body, long granted) throws BadJson {
    ModelCall call = dialect.read(body.getBytes(StandardCharsets.UTF_8), GEMINI);
    return new String(call.rewrite().apply(granted), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "chat | {\"model\":\"m\"} | {\"max_completion_tokens\":300,\"model\":\"m\"}",
        "chat | {\"model\":\"m\",\"max_tokens\":200} | {\"model\":\"m\",\"max_tokens\":200}",
        "chat | {\"model\":\"m\",\"max_tokens\":301} | {\"model\":\"m\",\"max_tokens\":300}",
        "chat | {\"model\":\"m\",\"max_tokens\":null} | {\"model\":\"m\",\"max_tokens\":300}",
        "chat | {\"max_tokens\":9000,\"model\":\"m\",\"max_completion_tokens\":100}"
            + " | {\"max_tokens\":300,\"model\":\"m\",\"max_completion_tokens\":100}",
        "chat | {\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"stream_options\":{}} |"
            + " {\"model\":\"m\",\"max_tokens\":9,\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true}}",
        "chat | {\"model\":\"m\",\"max_tokens\":9,\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":false,\"x\":1}} | {\"model\":\"m\","
            + "\"max_tokens\":9,\"stream\":true,\"stream_options\":{\"include_usage\":true,\"x\":1}}",
        "chat | {\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"stream_options\":null} |"
            + " {\"model\":\"m\",\"max_tokens\":9,\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true}}",
        "responses | {\"model\":\"m\"} | {\"max_output_tokens\":300,\"model\":\"m\"}",
        "responses | {\"model\":\"m\",\"max_output_tokens\":301}"
            + " | {\"model\":\"m\",\"max_output_tokens\":300}",
        "messages | {\"model\":\"m\",\"max_tokens\":8192} | {\"model\":\"m\",\"max_tokens\":300}",
        "gemini | {} | {\"generationConfig\":{\"maxOutputTokens\":300}}",
        "gemini | {\"contents\":[]}"
            + " | {\"generationConfig\":{\"maxOutputTokens\":300},\"contents\":[]}",
        "gemini | {\"generation_config\":{\"temperature\":1}}"
            + " | {\"generation_config\":{\"maxOutputTokens\":300,\"temperature\":1}}",
        "gemini | {\"generationConfig\":{\"max_output_tokens\":999}}"
            + " | {\"generationConfig\":{\"max_output_tokens\":300}}",
        "ollama | {\"model\":\"m\"} | {\"options\":{\"num_predict\":300},\"model\":\"m\"}",
        "ollama | {\"model\":\"m\",\"options\":{\"num_predict\":-2}}"
            + " | {\"model\":\"m\",\"options\":{\"num_predict\":300}}"
      })
  void lowersOrAddsTheCap(String dialect, String body, String wanted) throws BadJson {
    assertThat(rewritten(dialect(dialect), body, 300)).isEqualTo(wanted);
  }

  private static Dialect dialect(String name) {
    return switch (name) {
      case "chat" -> new OpenAiChat();
      case "responses" -> new OpenAiResponses();
      case "messages" -> new AnthropicMessages();
      case "gemini" -> new GeminiContent();
      default -> new OllamaCalls();
    };
  }

  @Test
  void keepsEverythingElseByteForByte() throws BadJson {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long cap = 1 + random.nextInt(5_000);
      String body = body(random, cap);
      assertThat(rewritten(new OpenAiChat(), body, 2_000))
          .as("seed %d", seed)
          .isEqualTo(
              body.replace("@" + cap, "")
                  .replace("\"max_tokens\" : " + cap, "\"max_tokens\" : " + Math.min(cap, 2_000)));
    }
  }

  private static String body(Random random, long cap) {
    List<String> members =
        new ArrayList<>(
            List.of(
                "\"model\":\"m\"",
                "\"max_tokens\" : " + cap,
                "\"messages\":[{\"role\":\"user\",\"content\":\"max_tokens: "
                    + text(random)
                    + "\"}]",
                "\"tools\" : [ {\"max_tokens\":1} , [ ] , { } ]",
                "\"temperature\":-0.5e-3",
                "\"x\\u0079\":null",
                "\"" + text(random) + "q\":true"));
    Collections.shuffle(members, random);
    String white = new String[] {"", " ", "\n\t", "\r\n  "}[random.nextInt(4)];
    return white + "{" + white + String.join(white + "," + white, members) + white + "}" + white;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append(
          new String[] {"a", "é", "世", "\\\"", "\\\\", "\\u0041", "{", "}", ",", "😀"}
              [random.nextInt(10)]);
    }
    return text.toString();
  }

  @Test
  void countsPicturesAndFilesByTheirBoundAndLiesByTheirBytes() throws BadJson {
    String picture = "iVBORw0KGgo" + "A".repeat(200_000);
    String file = "JVBERi0xLjQ" + "A".repeat(200_000);
    String around = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}";
    assertThat(bytes(around, "{\"image_url\":{\"url\":\"data:image/png;base64," + picture + "\"}}"))
        .isBetween(6_400L, 6_700L);
    assertThat(bytes(around, "{\"source\":{\"type\":\"base64\",\"data\":\"" + picture + "\"}}"))
        .isBetween(6_400L, 6_700L);
    assertThat(
            bytes(
                around, "{\"file\":{\"file_data\":\"data:application/pdf;base64," + file + "\"}}"))
        .isBetween(50_000L, 50_400L);
    assertThat(bytes(around, "{\"type\":\"text\",\"text\":\"" + picture + "\"}"))
        .as("text that looks like a picture")
        .isGreaterThan(200_000);
    assertThat(bytes(around, "{\"type\":\"tool_use\",\"input\":{\"data\":\"" + picture + "\"}}"))
        .as("the input of a tool is text")
        .isGreaterThan(200_000);
    assertThat(bytes(around, "{\"image_url\":{\"url\":\"" + picture + " text\"}}"))
        .as("not only base64")
        .isGreaterThan(200_000);
  }

  private static long bytes(String around, String part) throws BadJson {
    byte[] body = String.format(around, part).getBytes(StandardCharsets.UTF_8);
    return new OpenAiChat().read(body, Target.IN_BODY).inputBytes();
  }

  @Test
  void leavesRoomForThinking() throws BadJson {
    String body =
        "{\"model\":\"m\",\"max_tokens\":20000,\"thinking\":{\"type\":\"enabled\","
            + "\"budget_tokens\":10000}}";
    ModelCall call =
        new AnthropicMessages().read(body.getBytes(StandardCharsets.UTF_8), Target.IN_BODY);
    assertThat(call.leastOutput()).isEqualTo(10_256);
  }
}
