package io.openwlm.app.daemon;

import io.openwlm.model.definition.PrintableText;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/**
 * One line per message, printable characters only. Under systemd's journal each line starts with
 * its priority and the journal adds the time.
 */
final class DaemonLog implements Consumer<String> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int MAX_LENGTH = 2000;

  private final PrintStream out;
  private final boolean journal;

  DaemonLog(PrintStream out, boolean journal) {
    this.out = out;
    this.journal = journal;
  }

  @Override
  public void accept(String message) {
    String text = PrintableText.of(message, MAX_LENGTH);
    synchronized (out) {
      out.println(
          journal
              ? priority(text) + text
              : TIME.format(LocalTime.now(ZoneId.systemDefault())) + " " + text);
    }
  }

  /** From the letter at the end of the message id: WLM0300I. */
  private static String priority(String text) {
    int end = text.indexOf(' ');
    char severity = end > 0 ? text.charAt(end - 1) : 'I';
    return severity == 'E' ? "<3>" : severity == 'W' ? "<4>" : "<6>";
  }
}
