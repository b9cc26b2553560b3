package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.TokenControl;
import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.json.StatusJson;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Token budgets over the control socket. */
class BudgetSocketTest {
  private static final BudgetStatus CHAT =
      new BudgetStatus(
          "chat",
          "agent",
          "acme",
          "CHAT",
          1,
          "yellow",
          "it burns",
          new BudgetStatus.Tokens(5, 4, 3, 2, 1, 1, 1_700_000_000_000L),
          List.of(new BudgetStatus.Limit("tokens", "hour UTC", "x", 5, 2.5, 1, 7)),
          new BudgetStatus.Forecast(1.5, 2.4, -1, 9L, null),
          null,
          new TokenUsage(1, 2, 3, 4, 5),
          6,
          Map.of("exhausted", 2L),
          0,
          new BudgetStatus.Sources(9, 7),
          new BudgetStatus.CounterFile("gone", Map.of("bad-line", 3L)));

  @TempDir Path dir;
  private final List<String> calls = new ArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final FakeControl control = new FakeControl();
  private ControlServer server;
  private ControlClient client;

  private final class Tokens implements TokenControl {
    @Override
    public List<BudgetStatus> budgets() {
      return List.of(CHAT);
    }

    @Override
    public String increase(String budget, long tokens, long until, String reason, String byUser) {
      calls.add("increase " + budget + " " + tokens + " " + until + " " + reason);
      return "done";
    }

    @Override
    public String stop(@Nullable String budget, String reason, String byUser) {
      calls.add("stop " + budget + " " + reason);
      return "stopped";
    }

    @Override
    public String go(@Nullable String budget, String reason, String byUser) {
      throw new Unchanged("chat is not stopped");
    }
  }

  @BeforeEach
  void open() throws Exception {
    control.tokens = new Tokens();
    Path socket = dir.resolve("wlmd.sock");
    server = ControlServer.open(socket, control, new FakePolicies(), log::add);
    client = ControlClient.connect(socket);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void tellsBudgetsAsTheyAre() throws Exception {
    assertThat(client.budgets()).containsExactly(CHAT);
    String line =
        new String(
            StatusJson.writeLine(ControlAnswer.budgets(List.of(CHAT))), StandardCharsets.UTF_8);
    assertThat(StatusJson.readAnswer(line).budgets()).containsExactly(CHAT);
  }

  @Test
  void hasNoBudgetsWithoutThem() throws Exception {
    control.tokens = TokenControl.NONE;
    assertThat(client.budgets()).isEmpty();
    assertThatThrownBy(() -> client.stop(true, null, "r"))
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("UNCHANGED"))
        .hasMessageContaining("has no token budgets");
  }

  @Test
  void changesAndLogsWhoAskedForIt() throws Exception {
    assertThat(client.increase("chat", 500, 1_800_000_000_000L, "a\nb")).isEqualTo("done");
    assertThat(client.stop(true, "chat", "in a loop")).isEqualTo("stopped");
    assertThat(client.stop(true, null, "all")).isEqualTo("stopped");
    assertThat(calls)
        .containsExactly(
            "increase chat 500 1800000000000 a\\u000ab", "stop chat in a loop", "stop null all");
    assertThat(log)
        .anyMatch(l -> l.startsWith("increase of chat by 500 asked for by user"))
        .anyMatch(l -> l.startsWith("emergency stop of all agents asked for by user"));
  }

  @Test
  void saysWhyNothingWasChanged() {
    assertThatThrownBy(() -> client.stop(false, "chat", "r"))
        .isInstanceOfSatisfying(
            RequestRefused.class, e -> assertThat(e.code()).isEqualTo("UNCHANGED"))
        .hasMessage("chat is not stopped");
    assertThat(log).anyMatch(l -> l.endsWith("not done: chat is not stopped"));
  }
}
