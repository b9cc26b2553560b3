package io.openwlm.app.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Cleans up when the demo itself cannot, because it was killed: a small shell that reads the pids
 * of the demo's processes and, when its input ends, however the demo ended, ends those processes
 * and those in the demo's groups, and removes the groups and the temporary files.
 */
final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=
      while read -r word value; do
        case $word in
          pid) pids="$pids $value" ;;
          forget)
            left=
            for p in $pids; do [ "$p" = "$value" ] || left="$left $p"; done
            pids=$left ;;
        esac
      done
      [ -z "$pids" ] || kill -9 $pids 2>/dev/null
      tries=0
      while [ $tries -lt 50 ]; do
        left=
        for d in $DEMO_DIRECTORIES; do
          [ -d "$d" ] || continue
          while read -r p; do kill -9 "$p" 2>/dev/null; done < "$d/cgroup.procs"
          rmdir "$d" 2>/dev/null || left=yes
        done
        [ -n "$left" ] || break
        tries=$((tries + 1))
        sleep 0.1
      done
      rm -rf "$DEMO_TEMPORARY"
      """;

  /** A session of its own, so that what ends the demo's process group does not end the watchdog. */
  private static final String OWN_SESSION =
      "if command -v setsid >/dev/null; then exec setsid sh -c \"$0\"; else exec sh -c \"$0\"; fi";

  private static final int CLOSE_SECONDS = 10;

  private final Process process;
  private final OutputStream toShell;

  private Watchdog(Process process) {
    this.process = process;
    toShell = process.getOutputStream();
  }

  /**
   * @param directories control groups of the demo, children first
   * @param temporary directory of the demo's temporary files
   */
  static Watchdog start(List<Path> directories, Path temporary) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", OWN_SESSION, SCRIPT);
    builder
        .environment()
        .put(
            "DEMO_DIRECTORIES",
            directories.stream().map(Path::toString).collect(Collectors.joining(" ")));
    builder.environment().put("DEMO_TEMPORARY", temporary.toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new Watchdog(builder.start());
  }

  void watch(long pid) {
    say("pid " + pid);
  }

  void forget(long pid) {
    say("forget " + pid);
  }

  private synchronized void say(String line) {
    try {
      toShell.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      toShell.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the watchdog is gone", e);
    }
  }

  /** Ends the watchdog, which first removes whatever is still there. */
  @Override
  public synchronized void close() throws IOException {
    toShell.close();
    try {
      process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
