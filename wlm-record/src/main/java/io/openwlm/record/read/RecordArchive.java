package io.openwlm.record.read;

import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.SmfRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Directories and files of records as one: a stretch of time is read from the files that have it.
 */
public final class RecordArchive {
  /** Longest interval that a definition allows, and some. */
  private static final long SLACK_MILLIS = 600_000;

  private final List<Path> places;

  /**
   * @param places directories, or files of any name
   */
  public RecordArchive(List<Path> places) {
    this.places = List.copyOf(places);
  }

  /**
   * Shows all records of a stretch of time, both ends included, in the order of the files.
   *
   * @throws IOException if a place or a file cannot be read
   */
  public void scan(long fromEpochMillis, long toEpochMillis, RecordVisitor visitor)
      throws IOException {
    RecordVisitor within =
        new RecordVisitor() {
          @Override
          public void visit(SmfRecord record, Path file, long number, long offset)
              throws BadRecord {
            long at = record.epochMillis();
            if (at >= fromEpochMillis && at <= toEpochMillis) {
              visitor.visit(record, file, number, offset);
            }
          }

          @Override
          public void damaged(Damage damage) {
            visitor.damaged(damage);
          }
        };
    for (Path file : files(fromEpochMillis, toEpochMillis)) {
      try {
        RecordScan.scan(file, within);
      } catch (NoSuchFileException e) {
        if (places.contains(file)) {
          throw e;
        } // else removed meanwhile: too old
      }
    }
  }

  private List<Path> files(long from, long to) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        RecordFiles.between(RecordFiles.in(place), from, to, SLACK_MILLIS)
            .forEach(f -> files.add(f.path()));
      } else {
        files.add(place);
      }
    }
    return files;
  }

  /** When the newest records were written, by the last file that has any; 0 if there are none. */
  public long newestEpochMillis() throws IOException {
    long[] newest = {0};
    RecordVisitor visitor =
        new RecordVisitor() {
          @Override
          public void visit(SmfRecord record, Path path, long number, long offset) {
            newest[0] = Math.max(newest[0], record.epochMillis());
          }

          @Override
          public void damaged(Damage damage) {}
        };
    List<Path> files = files(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    for (int i = files.size() - 1; i >= 0 && newest[0] == 0; i--) {
      RecordScan.scan(files.get(i), visitor);
    }
    return newest[0];
  }
}
