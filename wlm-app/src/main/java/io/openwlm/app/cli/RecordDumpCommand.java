package io.openwlm.app.cli;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.SafeText;
import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.DecisionLayouts;
import io.openwlm.record.smf.Field;
import io.openwlm.record.smf.Layout;
import io.openwlm.record.smf.Section;
import io.openwlm.record.smf.SmfRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wlm record dump}. */
@Command(
    header = {
      "Examples:",
      "  wlm record dump --type 72 --class INTERACT --last 10s     every field with its bytes",
      "  wlm record dump --type 99.6 --raw > out.smf               the records as they are",
      ""
    },
    description = {
      "Shows records field by field, in hexadecimal and as values; --raw writes the records",
      "themselves. Fields that are all zero are left out unless --all is given."
    })
final class RecordDumpCommand implements Callable<Integer> {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int MOST_BYTES = 16;

  @Mixin final CommonOptions common = new CommonOptions();
  @Mixin final RecordPlaces places = new RecordPlaces();
  @Mixin final RecordFilter filter = new RecordFilter();

  @Option(names = "--raw", description = "The bytes of the records, one after the other.")
  boolean raw;

  @Option(names = "--all", description = "Fields that are zero, too.")
  boolean all;

  private final CommandContext context;

  RecordDumpCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (raw && context.terminal()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "WLM0617E --raw writes bytes that are not for a terminal: send them to a file");
    }
    if (common.json()) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0618E a dump is text or bytes; as JSON: wlm record show -o json");
    }
    filter.each(context, places, raw ? (r, _, _, _) -> bytes(r) : this::dump);
    return ExitCode.OK;
  }

  private void bytes(SmfRecord record) {
    context.out().writeBytes(record.bytes());
  }

  private void dump(SmfRecord record, Path file, long number, long offset) throws BadRecord {
    context
        .out()
        .println(
            "RECORD "
                + number
                + "  type "
                + record.type().type()
                + " subtype "
                + record.type().subtype()
                + " ("
                + record.type().title()
                + ")  "
                + record.length()
                + " bytes at offset "
                + offset
                + " of "
                + SafeText.of(String.valueOf(file.getFileName())));
    section(record.header(), "");
    section(record.product(), "");
    for (Layout layout : record.type().sections()) {
      List<Section> sections = record.sections(layout);
      for (int i = 0; i < sections.size(); i++) {
        String which = sections.size() > 1 ? " " + (i + 1) + " of " + sections.size() : "";
        section(sections.get(i), which);
      }
    }
    context.out().println();
  }

  private void section(Section section, String which) {
    byte[] bytes = section.bytes();
    context.out().println("  " + section.layout().name() + which + ", " + bytes.length + " bytes");
    if (section.layout() == DecisionLayouts.DATA) {
      hex(bytes);
      return;
    }
    for (Field field : section.layout().fields()) {
      if (section.has(field) && (all || !isZero(bytes, field))) {
        String hex =
            HEX.formatHex(
                bytes, field.offset(), Math.min(field.end(), field.offset() + MOST_BYTES));
        String more = field.length() > MOST_BYTES ? "+" : "";
        context
            .out()
            .println(
                String.format(
                        Locale.ROOT,
                        "    %4d  %-8s %s %s  %s",
                        field.offset(),
                        field.name(),
                        Cell.left(hex + more, 33),
                        Cell.left(value(section, field), 24),
                        field.meaning())
                    .stripTrailing());
      }
    }
  }

  private void hex(byte[] bytes) {
    for (int i = 0; i < bytes.length; i += 32) {
      context
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "    %4d  %s",
                  i,
                  HEX.formatHex(bytes, i, Math.min(bytes.length, i + 32))));
    }
  }

  private static boolean isZero(byte[] bytes, Field field) {
    for (int i = field.offset(); i < field.end(); i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static String value(Section section, Field field) {
    return switch (field.kind()) {
      case NUMBER -> Long.toString(section.number(field.name()));
      case FLOAT -> String.format(Locale.ROOT, "%.6g", section.real(field.name()));
      case PACKED -> Long.toString(section.packed(field.name()));
      case TEXT -> "'" + SafeText.of(section.text(field.name())) + "'";
      case CLOCK -> Instant.ofEpochMilli(section.clock(field.name())).toString();
      case BITS -> "";
    };
  }
}
