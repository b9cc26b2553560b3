package io.openwlm.model.token;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The metering proxy: where agents reach it and which providers it may talk to. It talks to no
 * others.
 *
 * @param unixSocket absolute path of its socket; null for none
 * @param port on loopback; 0 for none
 * @param upstreams the first whose API and model fit is used
 * @param maxStreams requests under way at once, 1 to 10,000
 * @param maxBodyBytes of a request, 1 KiB to 64 MiB
 * @param waitMillis how long a request may wait for a window that ends soon, 0 to 30,000
 */
public record LlmProxySettings(
    @Nullable String unixSocket,
    int port,
    List<Upstream> upstreams,
    int maxStreams,
    long maxBodyBytes,
    long waitMillis) {
  public static final int DEFAULT_MAX_STREAMS = 1_000;
  public static final long DEFAULT_MAX_BODY_BYTES = 16L << 20;
  public static final long DEFAULT_WAIT_MILLIS = 30_000;

  public LlmProxySettings {
    upstreams = List.copyOf(upstreams);
  }

  /** Wire formats. */
  public enum Api {
    /** Chat completions and responses. */
    OPENAI,
    ANTHROPIC,
    GEMINI,
    OLLAMA;

    /** The word in definitions: {@code openai}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A provider.
   *
   * @param baseUrl {@code https://host[:port][/path]}; plain http only on loopback
   * @param keyFile absolute path of the provider's key; null if it wants none
   * @param models masks of the models that it serves; {@code *} for any
   * @param defaultMaxOutput output tokens for a request that names no cap, 256 or more
   */
  public record Upstream(
      String name,
      Api api,
      String baseUrl,
      @Nullable String keyFile,
      List<String> models,
      int defaultMaxOutput) {
    public static final int DEFAULT_MAX_OUTPUT = 4_096;

    public Upstream {
      models = List.copyOf(models);
    }
  }
}
