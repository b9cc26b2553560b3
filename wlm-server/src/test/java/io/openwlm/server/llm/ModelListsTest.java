package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.model.token.LlmProxySettings.Upstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of models where several providers have one interface. */
class ModelListsTest {
  @TempDir Path directory;
  private final CountDownLatch done = new CountDownLatch(1);
  private FakeProvider second;
  private ProxyBed bed;

  @BeforeEach
  void open() throws Exception {
    second = new FakeProvider(says("{}"));
  }

  @AfterEach
  void close() throws Exception {
    done.countDown();
    if (bed != null) {
      bed.close();
    }
    second.close();
  }

  private static FakeProvider.Script says(String json) {
    return (request, wire) -> wire.whole(200, "application/json", json);
  }

  private void start(String first, long listMillis) throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    wishes.listMillis = listMillis;
    List<Upstream> more = new ArrayList<>();
    for (Api api : Api.values()) {
      String name = "second-" + api.name().toLowerCase(Locale.ROOT);
      more.add(new Upstream(name, api, second.url(), null, List.of("m-*", "x-*"), 4_096));
    }
    wishes.more = more;
    bed = new ProxyBed(directory, says(first), wishes);
  }

  private List<String> left() {
    return bed.log.stream().filter(line -> line.startsWith("WLM0950W")).toList();
  }

  @Test
  void listsTheModelsOfAllProvidersThatServeThem() throws Exception {
    second.script(
        says(
            """
            {"object": "list", "data": [{"id":"m-2"}, {"id": "x-1", "created": 7}, {"id":"y"}]}\
            """));
    start("{\"data\":[{\"id\":\"m-1\"},{\"id\":\"x-9\"},5,{}]}", 10_000);
    ProxyBed.Reply reply = bed.get("/v1/models");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"id\":\"m-1\"},{\"id\": \"x-1\", \"created\": 7}]}");
    assertThat(reply.header("x-wlm-signal")).isEqualTo("green");
    assertThat(bed.budgets.asks).isEmpty();
    assertThat(second.requests.getFirst().header("authorization")).isEmpty();
    assertThat(left()).isEmpty();
  }

  @Test
  void eachInterfaceHasItsOwnForm() throws Exception {
    second.script(says("{\"data\":[{\"id\":\"x-1\"}],\"has_more\":true}"));
    start("{\"data\":[{\"id\":\"m-1\"}],\"has_more\":true}", 10_000);
    assertThat(bed.get("/v1/models?limit=1", "anthropic-version: 2023-06-01").body())
        .isEqualTo("{\"has_more\":false,\"data\":[{\"id\":\"m-1\"},{\"id\":\"x-1\"}]}");
    assertThat(second.requests.getFirst().line()).contains("/v1/models?limit=1000 ");
    String models = "{\"models\":[{\"name\":\"%s\"}],\"nextPageToken\":\"t\"}";
    bed.provider.script(says(models.formatted("models/m-1")));
    second.script(says(models.formatted("models/x-1")));
    assertThat(bed.get("/v1beta/models").body())
        .isEqualTo("{\"models\":[{\"name\":\"models/m-1\"},{\"name\":\"models/x-1\"}]}");
    bed.provider.script(says(models.formatted("m-1")));
    second.script(says(models.formatted("x-1")));
    assertThat(bed.get("/api/tags").body())
        .isEqualTo("{\"models\":[{\"name\":\"m-1\"},{\"name\":\"x-1\"}]}");
  }

  @Test
  void oneThatFailsIsLeftOutAndToldOnceUntilItAnswers() throws Exception {
    second.script((request, wire) -> wire.whole(500, "text/plain", "no"));
    start("{\"data\":[{\"id\":\"m-1\"}]}", 10_000);
    for (int i = 0; i < 3; i++) {
      assertThat(bed.get("/v1/models").body()).contains("m-1").doesNotContain("x-1");
    }
    assertThat(left())
        .containsExactly(
            "WLM0950W models of provider second-openai are left out of lists: it answered 500");
    second.script(says("{\"data\":[{\"id\":\"x-1\"}]}"));
    assertThat(bed.get("/v1/models").body()).contains("x-1");
    second.script(says("[".repeat(100_000)));
    assertThat(bed.get("/v1/models").body()).contains("m-1");
    assertThat(left()).hasSize(2).last().asString().endsWith("it answers with no list");
  }

  @Test
  void oneThatHangsHoldsUpNobodyForLongerThanTheLimit() throws Exception {
    second.script((request, wire) -> done.await());
    start("{\"data\":[{\"id\":\"m-1\"}]}", 4_000);
    assertThat(bed.get("/v1/models").body()).contains("m-1");
    assertThat(left())
        .containsExactly(
            "WLM0950W models of provider second-openai are left out of lists: no answer in 4000 ms");
  }

  @Test
  void whenAllFailTheClientIsTold() throws Exception {
    second.script((request, wire) -> wire.reset());
    start("{\"models\":[]}", 10_000);
    ProxyBed.Reply reply = bed.get("/v1/models");
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.body()).contains("no provider says which models it has");
    assertThat(left()).hasSize(2);
  }
}
