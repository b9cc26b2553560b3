package io.openwlm.server.llm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens the last answers had with all that led to them: a request that only names an
 * answer makes the model read all of it again. An answer that is not known any more adds nothing to
 * what is reserved; it is still settled by what the provider says.
 */
final class SeenAnswers {
  private static final int MAX_ANSWERS = 4_096;
  private static final int MAX_ID = 128;
  private static final int BYTES_PER_TOKEN = 4;

  private final Map<String, Long> tokens =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_ANSWERS;
        }
      };

  synchronized void saw(String id, long totalTokens) {
    if (id.length() <= MAX_ID) {
      tokens.put(id, totalTokens);
    }
  }

  /** Bytes of text that an answer amounts to; 0 if it is none or not known. */
  synchronized long inputBytes(@Nullable String id) {
    return id == null ? 0 : tokens.getOrDefault(id, 0L) * BYTES_PER_TOKEN;
  }
}
