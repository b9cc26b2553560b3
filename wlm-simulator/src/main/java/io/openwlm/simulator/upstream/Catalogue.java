package io.openwlm.simulator.upstream;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lists of models, in each vendor's form. */
final class Catalogue {
  private final List<String> models;

  Catalogue(List<String> models) {
    this.models = List.copyOf(models);
  }

  /** The body for a path; null if it is none of a list. */
  @Nullable String answer(String path) {
    return switch (path) {
      case "/v1/models", "/models" ->
          "{\"object\":\"list\",\"data\":" + list(Catalogue::openAi) + "}";
      case "/v1beta/models" -> "{\"models\":" + list(Catalogue::gemini) + "}";
      case "/api/tags" -> "{\"models\":" + list(Catalogue::ollama) + "}";
      case "/api/version" -> "{\"version\":\"0.0.0\"}";
      default -> null;
    };
  }

  private String list(UnaryOperator<String> item) {
    return models.stream().map(item).collect(Collectors.joining(",", "[", "]"));
  }

  private static String openAi(String model) {
    return "{\"id\":"
        + Quoted.json(model)
        + ",\"object\":\"model\",\"created\":1,\"owned_by\":\"fake\"}";
  }

  private static String gemini(String model) {
    return "{\"name\":"
        + Quoted.json("models/" + model)
        + ",\"supportedGenerationMethods\":[\"generateContent\"]}";
  }

  private static String ollama(String model) {
    String name = Quoted.json(model);
    return "{\"name\":" + name + ",\"model\":" + name + ",\"size\":1,\"digest\":\"0\"}";
  }
}
