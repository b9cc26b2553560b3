package io.openwlm.simulator.scenario;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Parses the text of a scenario into located nodes. Depth and aliases are checked on the events,
 * before anything recursive sees them.
 */
final class ScenarioTree {
  static final int MAX_CHARACTERS = 1024 * 1024;
  private static final int MAX_DEPTH = 16;

  private ScenarioTree() {}

  /** The top of the tree; null after reporting why there is none. */
  static @Nullable Node read(String text, ScenarioProblems problems) {
    if (text.length() > MAX_CHARACTERS) {
      problems.addAt(ScenarioCode.UNREADABLE, 0, 0, "", "it is larger than 1 MiB");
      return null;
    }
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(MAX_CHARACTERS + 1).build();
    try {
      if (!isAllowed(settings, text, problems)) {
        return null;
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.addAt(ScenarioCode.UNREADABLE, 0, 0, "", "it is empty");
      }
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      problems.addAt(
          ScenarioCode.SYNTAX,
          mark == null ? 0 : mark.getLine() + 1,
          mark == null ? 0 : mark.getColumn() + 1,
          "",
          String.valueOf(e.getProblem()));
    } catch (YamlEngineException | NumberFormatException e) {
      // An escape that the end of the text cuts off is a NumberFormatException.
      problems.addAt(ScenarioCode.SYNTAX, 0, 0, "", String.valueOf(e.getMessage()));
    }
    return null;
  }

  private static boolean isAllowed(LoadSettings settings, String text, ScenarioProblems problems) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      String what = null;
      if (event instanceof AliasEvent) {
        what = "aliases (*) are";
      } else if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        what = "nesting deeper than " + MAX_DEPTH + " levels is";
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (what != null) {
        Mark mark = event.getStartMark().orElse(null);
        problems.addAt(
            ScenarioCode.NOT_ALLOWED,
            mark == null ? 0 : mark.getLine() + 1,
            mark == null ? 0 : mark.getColumn() + 1,
            "",
            what);
        return false;
      }
    }
    return true;
  }
}
