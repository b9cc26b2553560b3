package io.openwlm.server.oper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openwlm.core.port.OperatorControl.ApplicationAction;
import io.openwlm.core.port.OperatorControl.ResetRequest;
import io.openwlm.core.port.OperatorControl.ResetTarget;
import io.openwlm.core.port.OperatorControl.ResourceState;
import io.openwlm.server.oper.OperCommand.Systems;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperParserTest {
  private static final Map<String, OperCommand> COMMANDS =
      Map.ofEntries(
          Map.entry("D WLM", new OperCommand.DisplayWlm()),
          Map.entry("D WLM,POLICY", new OperCommand.DisplayPolicy()),
          Map.entry("D WLM,SYSTEMS", new OperCommand.DisplaySystems(null)),
          Map.entry("D WLM,SYSTEM=SYSA", new OperCommand.DisplaySystems("SYSA")),
          Map.entry("D WLM,APPLENV=*", new OperCommand.DisplayApplication("*")),
          Map.entry(
              "D WLM,SCHENV=LATE", new OperCommand.DisplayScheduling("LATE", Systems.NOT_ASKED)),
          Map.entry("D WLM,SCHENV=*,SYSTEMS", new OperCommand.DisplayScheduling("*", Systems.ALL)),
          Map.entry(
              "D WLM,RESOURCE=DB,SYSTEM=SYSA",
              new OperCommand.DisplayResource("DB", new Systems(true, "SYSA"))),
          Map.entry("V WLM,POLICY=WEEKEND", new OperCommand.ActivatePolicy("WEEKEND")),
          Map.entry("V WLM,REFRESH", new OperCommand.RefreshPolicy()),
          Map.entry("V WLM,COMPAT", new OperCommand.Compatibility()),
          Map.entry(
              "V WLM,APPLENV=PAY,Q",
              new OperCommand.VaryApplication("PAY", ApplicationAction.QUIESCE)),
          Map.entry(
              "V WLM,APPLENV=PAY,RESUME",
              new OperCommand.VaryApplication("PAY", ApplicationAction.RESUME)),
          Map.entry(
              "F WLM,RESOURCE=DB,RESET", new OperCommand.ModifyResource("DB", ResourceState.RESET)),
          Map.entry("E PAYROLL,Q", reset("PAYROLL", 0, new ResetTarget.Quiesce())),
          Map.entry("E 4711,RESUME", reset("", 4711, new ResetTarget.Resume())),
          Map.entry(
              "E PAYROLL,A=17,SRVCLASS=LOW",
              reset("PAYROLL", 17, new ResetTarget.IntoClass("LOW"))));

  private static OperCommand reset(String job, int pid, ResetTarget target) {
    return new OperCommand.ResetJob(new ResetRequest(job, pid, target));
  }

  private static OperSyntax refused(String command) {
    OperSyntax e = catchThrowableOfType(OperSyntax.class, () -> OperParser.parse(command));
    assertThat(e).as(command).isNotNull();
    return e;
  }

  @Test
  void understandsEveryCommandInShortAndInLongForm() throws OperSyntax {
    Map<String, String> verbs = Map.of("D", "DISPLAY", "V", "VARY", "F", "MODIFY", "E", "RESET");
    for (Map.Entry<String, OperCommand> each : COMMANDS.entrySet()) {
      String text = each.getKey();
      assertThat(OperParser.parse(text)).isEqualTo(each.getValue());
      String longForm = verbs.get(text.substring(0, 1)) + "   " + text.substring(2) + "  ";
      assertThat(OperParser.parse("  " + longForm)).isEqualTo(each.getValue());
    }
  }

  @Test
  void keywordsMayStandInAnyCaseAndNamesKeepTheirs() throws OperSyntax {
    assertThat(OperParser.parse("v wlm,policy=WeekEnd"))
        .isEqualTo(new OperCommand.ActivatePolicy("WeekEnd"));
    for (String text : COMMANDS.keySet()) {
      assertThat(OperParser.parse(text.toLowerCase(Locale.ROOT)).changes())
          .isEqualTo(COMMANDS.get(text).changes());
    }
  }

  @Test
  void apostrophesHoldAnyName() throws OperSyntax {
    assertThat(OperParser.parse("F WLM,RESOURCE='O''NEILL, and = (both)',ON"))
        .isEqualTo(new OperCommand.ModifyResource("O'NEILL, and = (both)", ResourceState.ON));
  }

  @Test
  void onlyDisplaysChangeNothing() {
    COMMANDS.forEach(
        (text, command) -> assertThat(command.changes()).as(text).isEqualTo(!text.startsWith("D")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|1|''|D or DISPLAY",
        "X WLM|1|X|D or DISPLAY",
        "D|2|''|a blank and WLM",
        "D WLMX|3|WLMX|WLM",
        "D WLM,|7|''|SYSTEMS, SYSTEM=",
        "D WLM,SYSTEMZ|7|SYSTEMZ|SYSTEMS, SYSTEM=",
        "D WLM,SYSTEM|13|''|= and a system",
        "D WLM,SYSTEM=|14|''|a system",
        "D WLM SYSTEMS|7|SYSTEMS|a comma",
        "D WLM,DYNAPPL=X|7|DYNAPPL|exist on z/OS only",
        "D WLM,RESOURCE=X,ON|18|ON|SYSTEM= or SYSTEMS",
        "V WLM|6|''|a comma and one of POLICY=",
        "V WLM,APPLENV=A,STOP|17|STOP|QUIESCE or Q, RESUME, REFRESH",
        "V WLM,POLICY=A B|16|B|the end of the command",
        "F WLM,RESOURCE=A,UP|18|UP|ON, OFF, RESET",
        "F WLM,AM=ENABLE|7|AM|guest platform management",
        "E JOB,SRVCLASS|15|''|= and a service class",
        "E JOB,A=X,Q|9|X|a process id",
        "E JOB,STOP|7|STOP|SRVCLASS=, QUIESCE or Q, RESUME",
        "E 'JOB,Q|9|''|at the end of the name"
      })
  void saysWhereAndWhatIsAllowedThere(String text, int column, String found, String expected) {
    OperSyntax e = refused(text);
    assertThat(e.column()).isEqualTo(column);
    assertThat(e.expected()).contains(expected);
    assertThat(e.found()).isEqualTo(found);
  }

  @Test
  void anEmptyNameIsRefused() {
    assertThat(refused("E '',Q").expected()).startsWith("a name between");
  }

  @Test
  void aTwoFacedProcessIdIsRefused() {
    assertThat(refused("E 17,A=18,Q").expected()).isEqualTo("the process id 17");
  }

  @Test
  void controlCharactersAndEndlessCommandsAreRefused() {
    assertThat(refused("D WLM,SYSTEM='\u001b[2J'").found()).isEqualTo("\\u001b");
    assertThat(refused("D WLM\u202e").column()).isEqualTo(6);
    assertThat(refused("D WLM," + "X".repeat(100_000)).expected()).contains("1000 characters");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyTextIsUnderstoodOrRefusedAndNothingElse(long seed) {
    Random random = new Random(seed);
    String[] parts = {
      "D",
      "V",
      "F",
      "E",
      " ",
      "  ",
      "WLM",
      ",",
      "=",
      "'",
      "*",
      "SYSTEMS",
      "SYSTEM",
      "APPLENV",
      "SCHENV",
      "RESOURCE",
      "POLICY",
      "REFRESH",
      "COMPAT",
      "Q",
      "ON",
      "A",
      "SRVCLASS",
      "17",
      "999999999999",
      "\u0000",
      "\ud83d",
      "\u00fc",
      "(",
      ")",
      "-",
      "X".repeat(30)
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      understoodOrRefused(text.toString());
    }
    for (String command : COMMANDS.keySet()) {
      for (int at = 0; at <= command.length(); at++) {
        String part = parts[random.nextInt(parts.length)];
        understoodOrRefused(command.substring(0, at) + part + command.substring(at));
        understoodOrRefused(command.substring(0, at));
      }
    }
  }

  private static void understoodOrRefused(String text) {
    try {
      assertThat(OperParser.parse(text)).isNotNull();
    } catch (OperSyntax e) {
      assertThat(e.column()).as(text).isBetween(1, text.length() + 1);
      assertThat(e.expected()).isNotEmpty();
      assertThat(e.found().chars()).noneMatch(c -> c < ' ');
    }
  }

  @Test
  void aBatchHasContinuationsAndComments() {
    String text =
        """
        * the night
        V WLM,-
            POLICY=NIGHT

        F WLM,
          RESOURCE=DB,
        * in between
          ON
        D -
        WLM
        E job,\
        """;
    assertThat(OperScript.commands(text))
        .containsExactly(
            new OperScript.Line(2, "V WLM,POLICY=NIGHT"),
            new OperScript.Line(5, "F WLM,RESOURCE=DB,ON"),
            new OperScript.Line(9, "D WLM"),
            new OperScript.Line(11, "E job,"));
  }
}
