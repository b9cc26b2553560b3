package io.openwlm.record.read;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Record files of a directory, oldest first. A file is one by its name and by being a regular file:
 * links are passed over.
 */
public final class RecordFiles {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
  private static final Pattern NAME = Pattern.compile("wlm-(\\d{8}T\\d{9})Z(?:-(\\d{1,4}))?\\.smf");

  private RecordFiles() {}

  /**
   * A record file.
   *
   * @param startEpochMillis the end of its first interval, by its name
   * @param bytes its size
   * @param modifiedEpochMillis the last write
   */
  public record Entry(
      Path path, long startEpochMillis, int number, long bytes, long modifiedEpochMillis) {}

  /**
   * The name of a file: {@code wlm-20261121T164501250Z.smf}.
   *
   * @param number 1, or more if there is one of that time
   */
  public static String name(long epochMillis, int number) {
    String time = TIME.format(Instant.ofEpochMilli(epochMillis));
    return "wlm-" + time + "Z" + (number == 1 ? "" : "-" + number) + ".smf";
  }

  /** The record files of a directory by their start, oldest first. */
  public static List<Entry> in(Path directory) throws IOException {
    List<Entry> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path path : all) {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        if (name.matches()) {
          add(path, name, files);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(Comparator.comparingLong(Entry::startEpochMillis).thenComparingInt(Entry::number));
    return files;
  }

  private static void add(Path path, Matcher name, List<Entry> files) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile()) {
        String number = name.group(2);
        files.add(
            new Entry(
                path,
                LocalDateTime.parse(name.group(1), TIME).toInstant(ZoneOffset.UTC).toEpochMilli(),
                number == null ? 1 : Integer.parseInt(number),
                attributes.size(),
                attributes.lastModifiedTime().toMillis()));
      }
    } catch (DateTimeParseException e) {
      // A name that only looks like one.
    } catch (NoSuchFileException e) {
      // Removed meanwhile.
    }
  }

  /**
   * The files that may hold records of a stretch of time.
   *
   * @param slackMillis an interval may end this much later than its file's name says
   */
  public static List<Entry> between(
      List<Entry> files, long fromEpochMillis, long toEpochMillis, long slackMillis) {
    List<Entry> some = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      long start = files.get(i).startEpochMillis();
      long end = Long.MAX_VALUE;
      for (int k = i + 1; k < files.size() && end == Long.MAX_VALUE; k++) {
        if (files.get(k).startEpochMillis() > start) {
          end = files.get(k).startEpochMillis();
        }
      }
      boolean before = end != Long.MAX_VALUE && end + slackMillis < fromEpochMillis;
      if (start - slackMillis <= toEpochMillis && !before) {
        some.add(files.get(i));
      }
    }
    return some;
  }
}
