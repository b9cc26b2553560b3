package io.openwlm.app.llm;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import java.util.stream.Stream;

/** Unmodified Java clients of providers, driven like those of {@link NodeClients}. */
enum JavaClient {
  OPENAI_CHAT {
    @Override
    ClientOutcome call(String base, String key, String model, Action action) {
      OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(base + "/v1").apiKey(key).build();
      ChatCompletionCreateParams ask =
          ChatCompletionCreateParams.builder()
              .model(model)
              .addUserMessage(PROMPT)
              .maxCompletionTokens(1000)
              .build();
      try {
        if (action == Action.WHOLE) {
          ChatCompletion answer = client.chat().completions().create(ask);
          var usage = answer.usage().orElseThrow();
          String text = answer.choices().getFirst().message().content().orElse("");
          return ClientOutcome.ok(tokens(text), usage.promptTokens(), usage.completionTokens(), 0);
        }
        try (var stream = client.chat().completions().createStreaming(ask)) {
          // A chunk without choices, which the client did not ask for, would break this.
          return read(
              stream.stream().map(c -> c.choices().getFirst().delta().content().orElse("")),
              action);
        }
      } finally {
        client.close();
      }
    }
  },
  OPENAI_RESPONSES {
    @Override
    ClientOutcome call(String base, String key, String model, Action action) {
      OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(base + "/v1").apiKey(key).build();
      ResponseCreateParams ask =
          ResponseCreateParams.builder().model(model).input(PROMPT).maxOutputTokens(1000).build();
      try {
        if (action == Action.WHOLE) {
          Response answer = client.responses().create(ask);
          var usage = answer.usage().orElseThrow();
          String text =
              answer.output().getFirst().asMessage().content().getFirst().asOutputText().text();
          return ClientOutcome.ok(tokens(text), usage.inputTokens(), usage.outputTokens(), 0);
        }
        try (var stream = client.responses().createStreaming(ask)) {
          return read(
              stream.stream().map(e -> e.outputTextDelta().map(d -> d.delta()).orElse("")), action);
        }
      } finally {
        client.close();
      }
    }
  },
  ANTHROPIC {
    @Override
    ClientOutcome call(String base, String key, String model, Action action) {
      AnthropicClient client = AnthropicOkHttpClient.builder().baseUrl(base).apiKey(key).build();
      MessageCreateParams ask =
          MessageCreateParams.builder().model(model).maxTokens(1000).addUserMessage(PROMPT).build();
      try {
        if (action == Action.WHOLE) {
          Message answer = client.messages().create(ask);
          String text =
              answer.content().stream()
                  .flatMap(c -> c.text().stream())
                  .map(t -> t.text())
                  .reduce("", String::concat);
          return ClientOutcome.ok(
              tokens(text), answer.usage().inputTokens(), answer.usage().outputTokens(), 0);
        }
        try (var stream = client.messages().createStreaming(ask)) {
          return read(
              stream.stream()
                  .map(e ->
                      e.contentBlockDelta()
                          .flatMap(d -> d.delta().text())
                          .map(t -> t.text())
                          .orElse("")),
              action);
        }
      } finally {
        client.close();
      }
    }
  };

  private static final String PROMPT = "Say something, please.";

  /** How a client goes about a call. */
  enum Action {
    WHOLE,
    STREAM,
    /** A stream that the client leaves after its first text. */
    ABORT
  }

  /** One call; throws what the client throws. */
  abstract ClientOutcome call(String base, String key, String model, Action action);

  /** One call with everything that comes of it. */
  ClientOutcome outcome(String base, String key, String model, Action action) {
    long begin = System.nanoTime();
    try {
      ClientOutcome ok = call(base, key, model, action);
      return ClientOutcome.ok(ok.tokens(), ok.input(), ok.output(), millisSince(begin));
    } catch (OpenAIServiceException e) {
      return ClientOutcome.failed(e, e.statusCode(), millisSince(begin));
    } catch (AnthropicServiceException e) {
      return ClientOutcome.failed(e, e.statusCode(), millisSince(begin));
    } catch (RuntimeException e) {
      return ClientOutcome.failed(e, 0, millisSince(begin));
    }
  }

  private static long millisSince(long beginNanos) {
    return (System.nanoTime() - beginNanos) / 1_000_000;
  }

  private static ClientOutcome read(Stream<String> pieces, Action action) {
    Stream<String> texts = pieces.filter(p -> !p.isEmpty());
    Stream<String> wanted = action == Action.ABORT ? texts.limit(1) : texts;
    return ClientOutcome.ok(wanted.mapToLong(JavaClient::tokens).sum(), -1, -1, 0);
  }

  private static long tokens(String text) {
    return text.split("tok ", -1).length - 1L;
  }
}
