package io.openwlm.server.intake;

import io.openwlm.model.codec.LocatedYaml;
import io.openwlm.model.codec.Node;
import io.openwlm.model.codec.Problem;
import io.openwlm.server.intake.IntakeKeys.Found;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads intake files, strictly: the answer is all sources, or a list of all that is wrong. Never
 * throws for what a file holds.
 */
public final class IntakeReader {
  static final int MAX_SOURCES = 64;
  private static final int MAX_RULES = 64;
  private static final int MAX_FORMAT = 2000;
  private static final String TOKENS = "otlp-tokens";
  private static final List<String> KINDS = List.of("access-log", "prometheus", "otlp", TOKENS);
  private static final int MAX_AGENT = 100;

  private final Found found;
  private final Set<String> names = new HashSet<>();
  private final TokenOverlaps tokens = new TokenOverlaps();

  private IntakeReader(Found found) {
    this.found = found;
  }

  /**
   * What reading gave.
   *
   * @param sources empty if anything is wrong
   * @param problems all that was found, in the order of the file
   */
  public record Result(IntakeSources sources, List<Problem> problems) {}

  /** Reads a file. A file that cannot be read is a problem like any other. */
  public static Result read(Path file) {
    return read(file.toString(), LocatedYaml.read(file));
  }

  /** Reads a text. */
  public static Result read(String fileName, String text) {
    return read(fileName, LocatedYaml.read(fileName, text));
  }

  private static Result read(String fileName, LocatedYaml.Tree tree) {
    Found found = new Found(fileName, new ArrayList<>(tree.problems()));
    List<SourceConfig> sources =
        tree.root().map(root -> new IntakeReader(found).sources(root)).orElse(List.of());
    List<Problem> problems = new ArrayList<>(found.problems());
    problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return new Result(
        new IntakeSources(problems.isEmpty() ? sources : List.of()), List.copyOf(problems));
  }

  private List<SourceConfig> sources(Node root) {
    List<SourceConfig> sources = new ArrayList<>();
    Node body = new IntakeKeys(root, "the file", found, List.of("intake")).required("intake");
    if (body == null) {
      return sources;
    }
    IntakeKeys top = new IntakeKeys(body, "intake", found, List.of("sources"));
    top.required("sources");
    for (Node each : top.items("sources", MAX_SOURCES)) {
      SourceConfig source = source(each);
      if (source != null) {
        sources.add(source);
      }
    }
    return sources;
  }

  private @Nullable SourceConfig source(Node node) {
    IntakeKeys keys =
        new IntakeKeys(
            node,
            "a source",
            found,
            List.of(
                "name",
                "access-log",
                "prometheus",
                "otlp",
                TOKENS,
                "service-class",
                "classes",
                "agent"));
    String name =
        keys.value(
            "name",
            "1 to 32 letters, digits, - or _, starting with a letter",
            IntakeReader::name,
            null,
            "?");
    if (!names.add(name) && !name.equals("?")) {
      found.add(IntakeCode.NAME_USED, node, "names are unique", name);
    }
    String kind = keys.one(KINDS);
    if (kind == null) {
      return null;
    }
    Node body = keys.get(kind);
    if (body == null) {
      return null;
    }
    if (kind.equals(TOKENS)) {
      return tokens(name, keys, body);
    }
    keys.refuse("agent", kind);
    Selector selector = selector(keys, kind);
    return switch (kind) {
      case "access-log" -> accessLog(name, selector, body);
      case "prometheus" -> scrape(name, selector, body);
      default -> otlp(name, selector, body);
    };
  }

  private static @Nullable String name(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9_-]{0,31}") ? text : null;
  }

  private Selector selector(IntakeKeys keys, String kind) {
    keys.refuse("classes", "service-class");
    if (keys.get("classes") == null) {
      String only = keys.text("service-class", null, 32);
      return new Selector(List.of(new Selector.Rule(only, null, null, null, Map.of())));
    }
    List<Selector.Rule> rules = new ArrayList<>();
    boolean log = kind.equals("access-log");
    List<String> known =
        log
            ? List.of("service-class", "path", "host", "status")
            : List.of("service-class", "labels");
    for (Node each : keys.items("classes", MAX_RULES)) {
      IntakeKeys rule = new IntakeKeys(each, "an entry of classes", found, known);
      String serviceClass = rule.text("service-class", null, 32);
      rules.add(
          new Selector.Rule(
              serviceClass,
              glob(rule, "path"),
              glob(rule, "host"),
              rule.get("status") == null
                  ? null
                  : rule.value(
                      "status",
                      "three digits, x for any: 200, 2xx",
                      t -> t.matches("[1-5x][0-9x]{2}") ? t : null,
                      null,
                      "xxx"),
              labels(rule)));
    }
    return new Selector(rules);
  }

  private static @Nullable Glob glob(IntakeKeys keys, String key) {
    return keys.get(key) == null ? null : new Glob(keys.text(key, null, Glob.MAX_LENGTH));
  }

  private Map<String, Glob> labels(IntakeKeys keys) {
    Node node = keys.get("labels");
    Map<String, Glob> labels = new LinkedHashMap<>();
    if (node instanceof Node.Mapping mapping && mapping.entries().size() <= MAX_RULES) {
      List<String> known = mapping.entries().stream().map(e -> e.key().value()).toList();
      IntakeKeys each = new IntakeKeys(node, "labels", found, known);
      known.forEach(k -> labels.put(k, new Glob(each.text(k, null, Glob.MAX_LENGTH))));
    } else if (node != null) {
      keys.wrong(node, "labels", "a mapping of names and patterns");
    }
    return labels;
  }

  private @Nullable SourceConfig accessLog(String name, Selector selector, Node body) {
    IntakeKeys keys =
        new IntakeKeys(
            body, "access-log", found, List.of("file", "nginx-format", "apache-format", "json"));
    Path file = keys.value("file", "an absolute path", IntakeReader::absolute, null, Path.of("/"));
    String kind = keys.one(List.of("nginx-format", "apache-format", "json"));
    Node format = kind == null ? null : keys.get(kind);
    if (kind == null || format == null) {
      return null;
    }
    LogFormat read =
        switch (kind) {
          case "nginx-format" ->
              template(
                  keys,
                  kind,
                  t ->
                      LogTemplate.nginx(
                          t.equals("combined-time") ? LogTemplate.NGINX_COMBINED_TIME : t));
          case "apache-format" -> template(keys, kind, LogTemplate::apache);
          default -> json(format);
        };
    return read == null ? null : new SourceConfig.AccessLog(name, selector, file, read);
  }

  private static @Nullable Path absolute(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() && path.getFileName() != null ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private @Nullable LogFormat template(
      IntakeKeys keys, String key, Function<String, LogTemplate> reader) {
    String text = keys.text(key, null, MAX_FORMAT);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      Node node = keys.get(key);
      found.add(
          IntakeCode.FORMAT,
          node == null ? keys.at() : node,
          "",
          key,
          String.valueOf(e.getMessage()));
      return null;
    }
  }

  private LogFormat json(Node body) {
    IntakeKeys keys =
        new IntakeKeys(body, "json", found, List.of("duration", "unit", "path", "host", "status"));
    return new JsonLines(
        keys.text("duration", null, 100),
        unit(keys, null),
        keys.get("path") == null ? "" : keys.text("path", null, 100),
        keys.get("host") == null ? "" : keys.text("host", null, 100),
        keys.get("status") == null ? "" : keys.text("status", null, 100));
  }

  private static double unit(IntakeKeys keys, @Nullable Double otherwise) {
    return keys.<Double>value(
        "unit",
        "s, ms, us or ns",
        t ->
            switch (t) {
              case "s" -> 1e9;
              case "ms" -> 1e6;
              case "us" -> 1e3;
              case "ns" -> 1.0;
              default -> null;
            },
        otherwise,
        1.0);
  }

  private SourceConfig scrape(String name, Selector selector, Node body) {
    IntakeKeys keys =
        new IntakeKeys(
            body,
            "prometheus",
            found,
            List.of("url", "histogram", "queued", "unit", "interval", "timeout", "labels"));
    URI uri =
        keys.value(
            "url",
            "http://HOST[:PORT]/PATH without user, query or fragment",
            IntakeReader::url,
            null,
            URI.create("http://127.0.0.1/"));
    return new SourceConfig.Scrape(
        name,
        selector,
        uri,
        metric(keys, "histogram", null),
        metric(keys, "queued", ""),
        unit(keys, 1e9),
        keys.value("interval", "1s to 60s", t -> millis(t, 1000, 60_000), 5000L, 5000L),
        keys.value("timeout", "100ms to 10s", t -> millis(t, 100, 10_000), 2000L, 2000L),
        labels(keys));
  }

  private static String metric(IntakeKeys keys, String key, @Nullable String otherwise) {
    return keys.value(
        key,
        "the name of a metric",
        t -> t.matches("[a-zA-Z_:][a-zA-Z0-9_:]{0,199}") ? t : null,
        otherwise,
        "?");
  }

  private static @Nullable URI url(String text) {
    try {
      URI uri = new URI(text);
      boolean good =
          "http".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null;
      return good ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static @Nullable Long millis(String text, long min, long max) {
    if (!text.matches("[1-9][0-9]{0,5}(ms|s)")) {
      return null;
    }
    boolean milli = text.endsWith("ms");
    long number = Long.parseLong(text.substring(0, text.length() - (milli ? 2 : 1)));
    long millis = milli ? number : 1000 * number;
    return millis >= min && millis <= max ? millis : null;
  }

  private SourceConfig tokens(String name, IntakeKeys source, Node body) {
    source.refuse("service-class", TOKENS);
    source.refuse("classes", TOKENS);
    String agent = source.text("agent", null, MAX_AGENT);
    IntakeKeys keys = new IntakeKeys(body, TOKENS, found, List.of("labels", "metric"));
    keys.required("labels");
    Map<String, Glob> labels = labels(keys);
    String metric =
        keys.value(
            "metric", GenAiNames.METRIC, t -> t.equals(GenAiNames.METRIC) ? t : null, "", "");
    tokens.check(keys, name, metric);
    Selector.Rule rule = new Selector.Rule(agent, null, null, null, labels);
    return new SourceConfig.OtlpTokens(
        name, new Selector(List.of(rule)), agent, labels.containsKey(GenAiNames.OPERATION), metric);
  }

  private SourceConfig otlp(String name, Selector selector, Node body) {
    IntakeKeys keys = new IntakeKeys(body, "otlp", found, List.of("metric", "spans"));
    String metric = keys.get("metric") == null ? "" : keys.text("metric", null, 200);
    boolean spans =
        keys.<Boolean>value(
            "spans",
            "server or none",
            t ->
                switch (t) {
                  case "server" -> true;
                  case "none" -> false;
                  default -> null;
                },
            false,
            false);
    if (metric.isEmpty() == !spans && body instanceof Node.Mapping) {
      found.add(
          IntakeCode.NOT_ONE_KIND,
          body,
          "both would count each request twice",
          "otlp",
          "metric, spans: server");
    }
    return new SourceConfig.Otlp(name, selector, metric, spans);
  }
}
