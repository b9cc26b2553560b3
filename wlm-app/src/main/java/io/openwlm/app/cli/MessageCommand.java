package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.Wrap;
import io.openwlm.model.message.Message;
import io.openwlm.model.message.MessageCatalogue;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm msg [ID]}: what a message means and what to do. */
@Command(
    header = {
      "Examples:",
      "  wlm msg WLM0203E        what it means, what wlm did, what to do",
      "  wlm msg WLM0203         the letter may be missing",
      "  wlm msg                 all messages",
      ""
    },
    description = {
      "Explains a message of wlm and wlmd. The last letter says how bad it is: I information,",
      "W warning, E error. Needs no daemon."
    })
final class MessageCommand implements Callable<Integer> {
  private static final int WIDTH = 90;

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(arity = "0..1", paramLabel = "ID", description = "A message id.")
  @Nullable String id;

  private final CommandContext context;

  MessageCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    MessageCatalogue catalogue = MessageCatalogue.load();
    String asked = id;
    List<Message> found = asked == null ? catalogue.messages() : catalogue.find(asked);
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT,
          "WLM0204E there is no message "
              + String.valueOf(asked).toUpperCase(Locale.ROOT)
              + ". wlm msg lists all.");
    }
    if (common.json()) {
      context.out().println(json(found));
    } else if (asked == null) {
      found.forEach(m -> context.out().println(SafeText.of(m.id() + "  " + m.text())));
    } else {
      found.forEach(this::explain);
    }
    return ExitCode.OK;
  }

  private void explain(Message message) {
    context.out().println(message.id() + " " + message.text());
    print("Explanation:       ", message.explanation());
    print("System action:     ", message.systemAction());
    print("Operator response: ", message.response());
  }

  private void print(String label, String text) {
    Wrap.hanging("  " + label, text, WIDTH).forEach(context.out()::println);
  }

  private static String json(List<Message> messages) {
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "MessageList").name("items").array();
    for (Message each : messages) {
      json.object().field("id", each.id()).field("text", each.text());
      json.field("explanation", each.explanation());
      json.field("systemAction", each.systemAction());
      json.field("operatorResponse", each.response()).endObject();
    }
    return json.endArray().endObject().toString();
  }
}
