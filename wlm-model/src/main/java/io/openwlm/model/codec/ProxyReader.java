package io.openwlm.model.codec;

import io.openwlm.model.codec.BudgetDraft.File;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.model.token.LlmProxySettings.Upstream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code llm-proxy}: its doors, its limits and the providers it may talk to. */
final class ProxyReader {
  private static final int MAX_UPSTREAMS = 100;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_STREAMS = 10_000;
  private static final int LEAST_OUTPUT = 256;
  private static final int MOST_OUTPUT = 1_000_000;
  static final long LEAST_BODY = 1L << 10;
  static final long MOST_BODY = 64L << 20;
  private static final long MAX_WAIT_NANOS = 30_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Problems problems;
  private final List<File> files;
  private final Map<String, Node> seen = new HashMap<>();

  /**
   * @param files takes the files that must be used once
   */
  ProxyReader(Problems problems, List<File> files) {
    this.problems = problems;
    this.files = files;
  }

  /** The proxy; null after reporting that it is no mapping. */
  @Nullable LlmProxySettings read(Node node) {
    Fields fields = Fields.of(node, "llm-proxy", problems, ProjectKeys.LLM_PROXY);
    if (fields == null) {
      return null;
    }
    Node socketAt = fields.get("unix-socket");
    String socket =
        socketAt == null
            ? null
            : HostFile.of(problems, socketAt, "unix-socket", HostFile.MAX_SOCKET);
    if (socket != null && socketAt != null) {
      files.add(new File(socket, "llm-proxy", socketAt));
    }
    if (socketAt == null && !fields.has("port") && !fields.hasUnknownKeys()) {
      problems.add(ProblemCode.PROXY_DOOR, node);
    }
    long port = number(fields, "port", 1, MAX_PORT, 0);
    List<Upstream> upstreams = upstreams(fields);
    Node bodyAt = fields.get("max-body");
    Long body =
        bodyAt == null ? null : Amounts.bytes(problems, bodyAt, "max-body", LEAST_BODY, MOST_BODY);
    return new LlmProxySettings(
        socket,
        (int) port,
        upstreams,
        (int) number(fields, "max-streams", 1, MAX_STREAMS, LlmProxySettings.DEFAULT_MAX_STREAMS),
        body == null ? LlmProxySettings.DEFAULT_MAX_BODY_BYTES : body,
        waitMillis(fields));
  }

  private long waitMillis(Fields fields) {
    Node node = fields.get("wait");
    Long nanos = node == null ? null : Values.durationNanos(problems, node, "wait");
    if (node == null || nanos == null) {
      return LlmProxySettings.DEFAULT_WAIT_MILLIS;
    }
    if (nanos > MAX_WAIT_NANOS || nanos % NANOS_PER_MILLI != 0) {
      problems.add(
          ProblemCode.INTERVAL_RANGE,
          node,
          "wait",
          "0s to 30s in whole milliseconds",
          Values.found(node));
    }
    return nanos / NANOS_PER_MILLI;
  }

  private long number(Fields fields, String key, long least, long most, long byDefault) {
    Node node = fields.get(key);
    Long value = node == null ? null : Values.wholeNumber(problems, node, key);
    if (node == null || value == null) {
      return byDefault;
    }
    if (value < least || value > most) {
      problems.add(ProblemCode.NUMBER_RANGE, node, key, least + " to " + most, value);
      return byDefault;
    }
    return value;
  }

  private List<Upstream> upstreams(Fields fields) {
    List<Upstream> upstreams = new ArrayList<>();
    Node node = fields.required("upstreams", "upstreams", "the providers the proxy may talk to");
    if (node == null) {
      return upstreams;
    }
    if (node instanceof Node.Sequence s && s.items().isEmpty()) {
      Values.wrongType(problems, node, "upstreams", "a list of at least one provider");
    }
    for (Node item : Values.items(problems, node, "upstreams", MAX_UPSTREAMS)) {
      Fields one = Fields.of(item, "an upstream", problems, ProjectKeys.UPSTREAM);
      Upstream upstream = one == null ? null : upstream(one);
      if (upstream != null) {
        upstreams.add(upstream);
      }
    }
    return upstreams;
  }

  private @Nullable Upstream upstream(Fields fields) {
    String name = name(fields);
    Node apiAt = fields.required("api", "api", "one of " + String.join(", ", words()));
    Api api = Values.oneOf(problems, apiAt, "api", Api.values(), Api::key);
    Node urlAt = fields.required("url", "url", "for example https://api.example.com/v1");
    String url = urlAt == null ? null : UpstreamUrl.read(problems, urlAt);
    String key = HostFile.of(problems, fields, "key-file");
    List<String> models = models(fields);
    long output =
        number(
            fields, "default-max-output", LEAST_OUTPUT, MOST_OUTPUT, Upstream.DEFAULT_MAX_OUTPUT);
    return name == null || api == null || url == null
        ? null
        : new Upstream(name, api, url, key, models, (int) output);
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Api api : Api.values()) {
      words.add(api.key());
    }
    return words;
  }

  private @Nullable String name(Fields fields) {
    Node node = fields.required("name", "name", "every upstream has a name");
    String name = node == null ? null : BudgetReader.name(problems, node, "upstream name");
    if (node != null && name != null) {
      Node first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), node);
      if (first != null) {
        problems.add(ProblemCode.DUPLICATE_NAME, node, "upstream", name, first.line());
      }
    }
    return name;
  }

  private List<String> models(Fields fields) {
    Node node = fields.get("models");
    if (node == null) {
      return List.of("*");
    }
    List<String> models = new ArrayList<>();
    for (Node item : Values.items(problems, node, "models", TokenWeightReader.MAX_MODELS)) {
      String mask = TokenWeightReader.mask(problems, item);
      if (mask != null) {
        models.add(mask);
      }
    }
    if (node instanceof Node.Sequence s && s.items().isEmpty()) {
      Values.wrongType(problems, node, "models", "a list of at least one mask");
    }
    return models;
  }
}
