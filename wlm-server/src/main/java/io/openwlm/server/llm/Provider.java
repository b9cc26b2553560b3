package io.openwlm.server.llm;

import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.model.token.LlmProxySettings.Upstream;
import io.openwlm.model.token.ModelMask;
import io.openwlm.server.llm.peer.KeyFile;
import io.openwlm.server.llm.peer.Secret;
import io.openwlm.server.llm.upstream.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider of the definition: where it is, what it serves, and its key. */
final class Provider {
  private final Upstream settings;
  private final Origin origin;
  private final @Nullable KeyFile key;

  /**
   * @throws IllegalArgumentException if its address is none
   */
  Provider(Upstream settings) {
    this.settings = settings;
    origin = Origin.of(settings.baseUrl());
    key = settings.keyFile() == null ? null : new KeyFile(Path.of(settings.keyFile()));
  }

  /** The first that serves a model; for requests without one, the first of the interface. */
  static Optional<Provider> find(List<Provider> all, Api api, @Nullable String model) {
    return all.stream()
        .filter(p -> p.settings.api() == api)
        .filter(p ->
            model == null || p.settings.models().stream().anyMatch(m -> ModelMask.fits(m, model)))
        .findFirst();
  }

  Api api() {
    return settings.api();
  }

  String name() {
    return settings.name();
  }

  Origin origin() {
    return origin;
  }

  int defaultMaxOutput() {
    return settings.defaultMaxOutput();
  }

  /** The key; null if it wants none. */
  @Nullable Secret secret() throws IOException {
    return key == null ? null : key.secret();
  }

  /** The header that shows the key, with its end of line. */
  String authorization(Secret secret) {
    return switch (settings.api()) {
      case OPENAI, OLLAMA -> "Authorization: Bearer " + secret.reveal() + "\r\n";
      case ANTHROPIC -> "x-api-key: " + secret.reveal() + "\r\n";
      case GEMINI -> "x-goog-api-key: " + secret.reveal() + "\r\n";
    };
  }

  /**
   * The path on this provider's server. Base addresses of OpenAI's interface end with the version,
   * those of the others may.
   */
  String path(String standard) {
    String base = origin.path();
    if (base.isEmpty()) {
      return standard;
    }
    String version = standard.substring(0, Math.max(0, standard.indexOf('/', 1)));
    boolean versioned = settings.api() == Api.OPENAI || base.endsWith(version);
    return versioned && settings.api() != Api.OLLAMA
        ? base + standard.substring(version.length())
        : base + standard;
  }

  @Override
  public String toString() {
    return "provider " + settings.name();
  }
}
