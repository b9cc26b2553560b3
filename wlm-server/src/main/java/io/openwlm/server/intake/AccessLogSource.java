package io.openwlm.server.intake;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows an access log by its name. When another file stands there, the old one is still read for
 * a minute, because a server writes on until it is told to open the new one. What was there when
 * the daemon started is passed over. For one thread.
 */
final class AccessLogSource implements FileFollower.Lines {
  /** How long a file is read after another took its place. */
  static final long OLD_FILE_NANOS = 60_000_000_000L;

  private static final int MAX_OLD = 8;
  private static final long MAX_BYTES = 16 << 20;

  private final Path file;
  private final LogFormat format;
  private final SourceTally tally;
  private final List<Old> old = new ArrayList<>();
  private @Nullable FileFollower current;
  private @Nullable Object key;
  private boolean fromEnd = true;

  private record Old(FileFollower follower, long untilNanos) {}

  AccessLogSource(SourceConfig.AccessLog config, SourceTally tally) {
    file = config.file();
    format = config.format();
    this.tally = tally;
  }

  /** Reads what is new; returns true if more waits. */
  boolean poll(long nowNanos) {
    long waiting = 0;
    try {
      waiting += follow(nowNanos);
      tally.works(waiting == 0 ? "" : waiting / 1024 + " KiB behind");
    } catch (IOException e) {
      tally.failed(reason(e));
    }
    waiting += readOld(nowNanos);
    tally.flush();
    return waiting > 0;
  }

  private long follow(long nowNanos) throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      retire(nowNanos);
      fromEnd = false; // what appears later is new
      throw e;
    }
    if (!now.isRegularFile()) {
      retire(nowNanos);
      throw new IOException("not a regular file" + (now.isSymbolicLink() ? " but a link" : ""));
    }
    FileFollower follower = current;
    if (follower == null || !now.fileKey().equals(key)) {
      retire(nowNanos);
      follower = FileFollower.open(file, fromEnd);
      fromEnd = false;
      current = follower;
      key = now.fileKey();
    }
    return follower.read(this, MAX_BYTES);
  }

  /** Another file took the place of the one that was read. */
  private void retire(long nowNanos) {
    FileFollower follower = current;
    current = null;
    key = null;
    if (follower != null) {
      old.add(new Old(follower, nowNanos + OLD_FILE_NANOS));
    }
  }

  private long readOld(long nowNanos) {
    long waiting = 0;
    List<Old> over = new ArrayList<>();
    for (Old each : old) {
      try {
        long left = each.follower.read(this, MAX_BYTES);
        waiting += left;
        if (left == 0 && (nowNanos - each.untilNanos > 0 || old.size() - over.size() > MAX_OLD)) {
          over.add(each);
        }
      } catch (IOException e) {
        over.add(each);
      }
    }
    old.removeAll(over);
    over.forEach(each -> close(each.follower));
    return waiting;
  }

  private void close(FileFollower follower) {
    if (follower.isInLine()) {
      tally.bad("the old file ended inside a line");
    }
    try {
      follower.close();
    } catch (IOException e) {
      tally.bad("the old file could not be closed");
    }
  }

  void close() {
    retire(0);
    old.forEach(each -> close(each.follower));
    old.clear();
  }

  @Override
  public void line(String text) {
    Request request = format.parse(text);
    if (request == null) {
      tally.bad("a line is not of the format of the intake file");
    } else {
      tally.ended(request);
    }
  }

  @Override
  public void bad(String why) {
    tally.bad(why);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
