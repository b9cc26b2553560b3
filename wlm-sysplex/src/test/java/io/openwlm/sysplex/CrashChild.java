package io.openwlm.sysplex;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ActivationEntry.Event;
import io.openwlm.core.port.ActivationEntry.Held;
import io.openwlm.core.port.ActivationEntry.Pending;
import io.openwlm.core.port.ActivationEntry.What;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.core.port.StoredRevision;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/**
 * Installs and activates without end in a process of its own, until it is killed. Prints a line for
 * each thing that it begins and for each that was acknowledged:
 *
 * <pre>
 * open REVISION EPOCH      what was found
 * begin r HASH | begin a EPOCH
 * done r NUMBER HASH | done a EPOCH
 * </pre>
 */
final class CrashChild {
  private final EmbeddedCoupleDataSet store;
  private final Random random;
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  private CrashChild(EmbeddedCoupleDataSet store, Random random) {
    this.store = store;
    this.random = random;
  }

  public static void main(String[] args) throws IOException {
    Random random = new Random(Long.parseLong(args[1]));
    System.in.read(); // started ahead of its turn: the couple data set is another one's until then
    // So little is kept that the log is written anew again and again, too.
    EmbeddedCoupleDataSet.Limits limits = new EmbeddedCoupleDataSet.Limits(6, 6, 1 << 20);
    new CrashChild(EmbeddedCoupleDataSet.open(Path.of(args[0]), limits), random).run();
  }

  private void run() throws IOException {
    say("open " + newest() + " " + epoch());
    while (true) {
      if (newest() == 0 || random.nextBoolean()) {
        install();
      } else {
        activate();
      }
    }
  }

  private long newest() {
    return store.newest().map(StoredRevision::number).orElse(0L);
  }

  private long epoch() {
    return store.activation().map(ActivationEntry::epoch).orElse(0L);
  }

  private void install() throws IOException {
    String text = "definition " + random.nextLong() + "x".repeat(random.nextInt(30_000));
    String before = store.newest().map(StoredRevision::hash).orElse(StoredRevision.NONE);
    Revision facts =
        new Revision(
            newest() + 1, "", "PLANT", 1_800_000_000_000L + random.nextInt(), "ada", "HOST", "");
    StoredRevision next = StoredRevision.of(facts, before, text);
    say("begin r " + next.hash());
    if (!store.append(next, text)) {
      throw new IllegalStateException("not appended");
    }
    say("done r " + next.number() + " " + next.hash());
  }

  private void activate() throws IOException {
    long epoch = epoch() + 1;
    Held held = new Held("P" + epoch, "PLANT", newest(), false, epoch, "ada", "HOST");
    Pending pending = random.nextBoolean() ? new Pending(epoch + 1, 1, held) : null;
    Event event = new Event(What.ACTIVATED, epoch, "ada", "HOST");
    say("begin a " + epoch);
    if (!store.record(new ActivationEntry(epoch, event, held, pending))) {
      throw new IllegalStateException("not recorded");
    }
    say("done a " + epoch);
  }

  /** One write for a line, so that no part of it is lost in a buffer of this process. */
  private void say(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
