package io.openwlm.server.api;

import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Long lists in pages: {@code limit} items, and {@code next} to ask for the ones after them. A
 * cursor is the key of the last item, so that what is added meanwhile shifts nothing.
 */
final class Paging {
  static final String LIMIT = "limit";
  static final String CONTINUE = "continue";
  private static final int DEFAULT = 100;
  private static final int MAX = 1000;

  private Paging() {}

  /**
   * One page.
   *
   * @param key of an item; unique in the list
   * @param page made of items and the next cursor
   * @throws HttpProblem 410 if the item of the cursor is gone
   */
  static <T, P> P of(
      Call call,
      List<T> all,
      Function<T, String> key,
      BiFunction<List<T>, @Nullable String, P> page) {
    int limit = (int) call.number(LIMIT, DEFAULT, 1, MAX);
    String cursor = call.parameter(CONTINUE);
    int from = 0;
    if (cursor != null) {
      while (from < all.size() && !key.apply(all.get(from)).equals(cursor)) {
        from++;
      }
      if (from == all.size()) {
        throw new HttpProblem(410, "GONE", "the list has changed; begin again without continue");
      }
      from++;
    }
    int to = Math.min(all.size(), from + limit);
    List<T> items = all.subList(from, to);
    String next = to < all.size() ? key.apply(all.get(to - 1)) : null;
    return page.apply(items, next);
  }
}
