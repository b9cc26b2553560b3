package io.openwlm.app.cli;

import io.openwlm.record.read.Damage;
import io.openwlm.record.read.RecordVisitor;
import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.SmfRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that pick records by what they are, and the records picked so. */
final class RecordFilter {
  @Option(
      names = "--type",
      paramLabel = "72|90|99[.SUBTYPE]",
      description = "Records of this type only; 99.6 names a subtype, too.")
  @Nullable String type;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "Records about this service class only.")
  @Nullable String serviceClass;

  /** Gets each record that was picked. */
  interface Use {
    void record(SmfRecord record, Path file, long number, long offset) throws BadRecord;
  }

  /** A visitor that hands on what is picked. */
  final class Picking implements RecordVisitor {
    private final Use use;
    private final List<Damage> damage = new ArrayList<>();
    private long picked;

    Picking(Use use) {
      this.use = use;
    }

    @Override
    public void visit(SmfRecord record, Path file, long number, long offset) throws BadRecord {
      if (isMeant(record) && (serviceClass == null || RecordText.concerns(record, serviceClass))) {
        use.record(record, file, number, offset);
        picked++;
      }
    }

    @Override
    public void damaged(Damage found) {
      damage.add(found);
    }

    /** Records handed on. */
    long picked() {
      return picked;
    }

    List<Damage> damage() {
      return damage;
    }
  }

  private boolean isMeant(SmfRecord record) {
    String full = record.type().type() + "." + record.type().subtype();
    return type == null || full.equals(type) || full.startsWith(type + ".");
  }

  /** Fails if the options make no sense. */
  void check() {
    if (type != null && !type.matches("(72|90|99)(\\.\\d{1,3})?")) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0616E --type is 72, 90 or 99, or with a subtype, 99.6: " + type);
    }
  }

  /** Shows all records of some places to {@code use}, and tells what could not be read. */
  void each(CommandContext context, RecordPlaces places, Use use) {
    check();
    Picking picking = new Picking(use);
    places.scan(context, picking);
    context.out().flush();
    RecordPlaces.tell(context, picking.damage());
    if (picking.picked() == 0) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT, "WLM0612E there are no such records at that time");
    }
  }
}
