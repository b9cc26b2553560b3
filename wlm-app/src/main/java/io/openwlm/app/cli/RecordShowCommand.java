package io.openwlm.app.cli;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.SmfRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wlm record show}. */
@Command(
    header = {
      "Examples:",
      "  wlm record show --last 10m                    all records of the last ten minutes",
      "  wlm record show --type 72 --class INTERACT    what a service class did",
      "  wlm record show --type 90                     changes by people",
      ""
    },
    description = {
      "Lists records, a line each; -o json gives all their fields. Needs no daemon.",
      "docs/records.md describes the records and their files."
    })
final class RecordShowCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();
  @Mixin final RecordPlaces places = new RecordPlaces();
  @Mixin final RecordFilter filter = new RecordFilter();

  private final CommandContext context;

  RecordShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!common.json()) {
      context.out().println("TIME                     TYPE    SYSTEM CONTENTS");
      filter.each(context, places, this::line);
      return ExitCode.OK;
    }
    context.out().print("{\"apiVersion\":\"openwlm.io/v1\",\"kind\":\"RecordList\",\"items\":[");
    boolean[] first = {true};
    try {
      filter.each(
          context,
          places,
          (record, file, number, offset) -> {
            String item = item(record, file, number, offset);
            context.out().print(first[0] ? item : "," + item);
            first[0] = false;
          });
    } finally {
      context.out().println("]}");
    }
    return ExitCode.OK;
  }

  private void line(SmfRecord record, Path file, long number, long offset) throws BadRecord {
    String text = RecordText.line(record);
    context
        .out()
        .println(
            Cell.left(Instant.ofEpochMilli(record.epochMillis()).toString(), 24)
                + " "
                + Cell.left(record.type().type() + "." + record.type().subtype(), 7)
                + " "
                + Cell.left(SafeText.of(record.system()), 6)
                + " "
                + text);
  }

  private static String item(SmfRecord record, Path file, long number, long offset)
      throws BadRecord {
    JsonText json = new JsonText().object();
    json.field("time", Instant.ofEpochMilli(record.epochMillis()).toString());
    json.field("type", record.type().type()).field("subtype", record.type().subtype());
    json.field("title", record.type().title()).field("system", record.system());
    json.field("file", String.valueOf(file.getFileName())).field("record", number);
    json.field("offset", offset).field("length", record.length());
    RecordText.json(record, json);
    return json.endObject().toString();
  }
}
