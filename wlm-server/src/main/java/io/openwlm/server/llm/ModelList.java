package io.openwlm.server.llm;

import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A list of models in the form of an interface. What stands in an entry is passed on as it is. */
final class ModelList {
  private static final String GEMINI_PREFIX = "models/";

  private ModelList() {}

  /** Asks for everything in one page. */
  static String query(Api api) {
    return switch (api) {
      case OPENAI, OLLAMA -> "";
      case ANTHROPIC -> "?limit=1000";
      case GEMINI -> "?pageSize=1000";
    };
  }

  private static String listKey(Api api) {
    return switch (api) {
      case OPENAI, ANTHROPIC -> "data";
      case GEMINI, OLLAMA -> "models";
    };
  }

  private static String nameKey(Api api) {
    return switch (api) {
      case OPENAI, ANTHROPIC -> "id";
      case GEMINI, OLLAMA -> "name";
    };
  }

  /** The entries by the names under which models are called; one without a name is left out. */
  static Map<String, byte[]> read(byte[] body, Api api) throws BadJson {
    Map<String, byte[]> models = new LinkedHashMap<>();
    boolean[] found = {false};
    JsonScan scan = new JsonScan(body);
    scan.members((key, value) -> {
      if (key.equals(listKey(api)) && value.isArray()) {
        found[0] = true;
        value.elements(entry -> entry(body, entry, api, models));
      }
    });
    scan.end();
    if (!found[0]) {
      throw new BadJson("there is no list of models");
    }
    return models;
  }

  private static void entry(byte[] body, JsonScan entry, Api api, Map<String, byte[]> to)
      throws BadJson {
    if (!entry.isObject()) {
      return;
    }
    int from = entry.position();
    String[] name = {""};
    entry.members((key, value) -> {
      if (key.equals(nameKey(api)) && value.isString()) {
        name[0] = value.string();
      }
    });
    String model =
        api == Api.GEMINI && name[0].startsWith(GEMINI_PREFIX)
            ? name[0].substring(GEMINI_PREFIX.length())
            : name[0];
    if (!model.isEmpty()) {
      to.putIfAbsent(model, Arrays.copyOfRange(body, from, entry.taken()));
    }
  }

  /** A whole answer. */
  static byte[] write(Map<String, byte[]> models, Api api) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String begin =
        switch (api) {
          case OPENAI -> "{\"object\":\"list\",\"data\":[";
          case ANTHROPIC -> "{\"has_more\":false,\"data\":[";
          case GEMINI, OLLAMA -> "{\"models\":[";
        };
    out.writeBytes(begin.getBytes(StandardCharsets.UTF_8));
    join(models.values(), out);
    out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static void join(Collection<byte[]> entries, ByteArrayOutputStream out) {
    boolean first = true;
    for (byte[] entry : entries) {
      if (!first) {
        out.write(',');
      }
      first = false;
      out.writeBytes(entry);
    }
  }
}
