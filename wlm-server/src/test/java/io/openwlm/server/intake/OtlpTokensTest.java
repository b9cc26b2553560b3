package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.openwlm.core.port.TokenSpend;
import io.openwlm.model.token.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpTokensTest {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String SPAN = "eee19b7ec3c1b174";
  private static final long END_NANOS = 1_700_000_000_012_000_000L;

  private final RecordingSpend spend = new RecordingSpend();
  private Optional<TokenSpend> budgets = Optional.of(spend);
  private final Intake intake =
      Intake.start(
          IntakeReader.read(
                  "intake.yaml",
                  """
                  intake:
                    sources:
                      - name: codex
                        otlp-tokens: { labels: { service.name: codex } }
                        agent: coder
                      - name: rest
                        otlp-tokens: { labels: { service.name: "c*" } }
                        agent: nobody
                      - name: sums
                        otlp-tokens:
                          labels: { service.name: swarm, gen_ai.operation.name: invoke_agent }
                        agent: swarm
                  """)
              .sources(),
          new RecordingControl(),
          () -> budgets,
          line -> {});

  @AfterEach
  void close() {
    intake.close();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue count(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static Span.Builder span(long input, long output) {
    return Span.newBuilder()
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
        .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex(SPAN)))
        .setStartTimeUnixNano(END_NANOS - 1_000_000)
        .setEndTimeUnixNano(END_NANOS)
        .addAttributes(text("gen_ai.response.model", "gpt-x"))
        .addAttributes(count("gen_ai.usage.input_tokens", input))
        .addAttributes(count("gen_ai.usage.output_tokens", output));
  }

  private void send(String service, Span.Builder span) {
    intake
        .otlp()
        .traces(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                    ResourceSpans.newBuilder()
                        .setResource(
                            Resource.newBuilder()
                                .addAttributes(text("service.name", service))
                                .addAttributes(text("agent", "somebody-else")))
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray(),
            false);
  }

  private void sendJson(String id, String input) {
    String body =
        """
        {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"codex"}}]},
         "scopeSpans":[{"spans":[{"kind":3,"traceId":"TRACE","spanId":"SPAN",
          "startTimeUnixNano":"1700000000011000000","endTimeUnixNano":"1700000000012000000",
          "attributes":[
           {"key":"gen_ai.response.model","value":{"stringValue":"gpt-x"}},
           {"key":"gen_ai.usage.input_tokens","value":INPUT},
           {"key":"gen_ai.usage.output_tokens","value":{"intValue":7}}]}]}]}]}
        """
            .replace("TRACE", TRACE.toUpperCase(java.util.Locale.ROOT))
            .replace("SPAN", id)
            .replace("INPUT", input);
    intake.otlp().traces(body.getBytes(StandardCharsets.UTF_8), true);
  }

  private io.openwlm.model.status.IntakeSource status(int source) {
    return intake.status().get(source);
  }

  @Test
  void chargesTheAgentOfTheFileOnceForBothEncodings() {
    send("codex", span(10, 7));
    send("codex", span(10, 7));
    sendJson(SPAN, "{\"intValue\":\"10\"}");
    assertThat(spend.counted)
        .containsExactly(
            new TokenSpend.Spent(
                "coder",
                "otlp",
                TRACE + SPAN,
                "gpt-x",
                new TokenUsage(10, 0, 0, 7, 0),
                1_700_000_000_012L,
                1));
    assertThat(status(0).transactions()).isEqualTo(1);
    assertThat(status(0).lag()).isEqualTo("2 told again");
    assertThat(status(0).state()).isEqualTo("ok");
    assertThat(status(0).bad()).isZero();
    assertThat(status(1).bad()).as("the first source that fits takes it").isZero();
  }

  @Test
  void jsonSaysTheSame() {
    sendJson(SPAN, "{\"intValue\":\"10\"}");
    sendJson("eee19b7ec3c1b175", "{\"doubleValue\":11}");
    assertThat(spend.counted.stream().map(s -> s.usage().input())).containsExactly(10L, 11L);
    assertThat(spend.counted.getFirst().id()).isEqualTo(TRACE + SPAN);
  }

  @Test
  void hostileCountsAreBadAndCountNothing() {
    send("codex", span(-1, 7));
    send("codex", span(Long.MAX_VALUE, 7));
    sendJson(SPAN, "{\"doubleValue\":1e300}");
    sendJson(SPAN, "{\"doubleValue\":\"NaN\"}");
    sendJson(SPAN, "{\"arrayValue\":{\"values\":[]}}");
    sendJson(SPAN, "null");
    assertThat(spend.counted).isEmpty();
    assertThat(status(0).bad()).isEqualTo(6);
    assertThat(status(0).lastError()).isEqualTo(GenAiUsage.NO_COUNT);
  }

  @Test
  void aSpanWithoutIdOrEndIsBad() {
    send("codex", span(1, 1).setTraceId(ByteString.copyFrom(new byte[16])));
    send("codex", span(1, 1).setSpanId(ByteString.copyFrom(new byte[100_000])));
    sendJson("zz", "{\"intValue\":1}");
    assertThat(status(0).lastError()).isEqualTo("a span has no id");
    send("codex", span(1, 1).setEndTimeUnixNano(0));
    send("codex", span(1, 1).setEndTimeUnixNano(-1));
    assertThat(status(0).lastError()).isEqualTo("a span has no end");
    assertThat(status(0).bad()).isEqualTo(5);
    assertThat(spend.counted).isEmpty();
  }

  @Test
  void moreCachedThanInputCountsAndIsBad() {
    send("codex", span(1, 1).addAttributes(count("gen_ai.usage.cache_read.input_tokens", 5)));
    assertThat(spend.counted.getFirst().usage()).isEqualTo(new TokenUsage(0, 5, 0, 1, 0));
    assertThat(status(0).transactions()).isEqualTo(1);
    assertThat(status(0).bad()).isEqualTo(1);
  }

  @Test
  void spansOfOthersAndThoseWithoutCountsAreIgnored() {
    send("shop", span(1, 1));
    send("codex", span(1, 1).clearAttributes());
    assertThat(spend.counted).isEmpty();
    assertThat(intake.status()).allMatch(s -> s.bad() == 0 && s.state().equals("waiting"));
  }

  @Test
  void aSumOfOtherSpansCountsOnlyWhereTheFileAsksForIt() {
    Span.Builder sum = span(10, 7).addAttributes(text("gen_ai.operation.name", "invoke_agent"));
    send("codex", sum);
    assertThat(spend.counted).isEmpty();
    send("swarm", sum);
    assertThat(spend.counted.stream().map(TokenSpend.Spent::agent)).containsExactly("swarm");
  }

  @Test
  void anUnknownAgentFailsTheSource() {
    send("claude", span(1, 1));
    assertThat(status(1).state()).isEqualTo("failed");
    assertThat(status(1).bad()).isEqualTo(1);
    assertThat(status(1).lastError()).isEqualTo("there is no token budget for the agent nobody");
    assertThat(status(1).serviceClasses()).isEqualTo("nobody");
  }

  @Test
  void withoutBudgetsTheSourceFailsUntilThereAreSome() {
    budgets = Optional.empty();
    send("codex", span(1, 1));
    assertThat(status(0).state()).isEqualTo("failed");
    assertThat(status(0).lastError()).isEqualTo("there are no token budgets");
    budgets = Optional.of(spend);
    send("codex", span(1, 1));
    assertThat(status(0).state()).isEqualTo("ok");
    assertThat(spend.counted).hasSize(1);
  }
}
