package io.openwlm.sysplex;

import io.openwlm.core.port.StoreFailure;
import io.openwlm.sysplex.StoreFiles.StoreFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes couple data sets: empty ones, and ones with what a snapshot holds. */
public final class CoupleFormat {
  private static final String OLD = "couple.log.old";

  private CoupleFormat() {}

  /**
   * Makes an empty couple data set.
   *
   * @param force put one that is there aside, as {@code couple.log.old}
   * @return what was put aside; empty if nothing was
   * @throws StoreFailure if there is one, or a daemon has it
   */
  public static String format(Path directory, boolean force) {
    return replaced(directory, force, null);
  }

  /**
   * Makes a couple data set with all that a snapshot holds. One that has revisions already is not
   * touched.
   *
   * @throws StoreFailure if there is one with revisions, or a daemon has it
   */
  public static void restore(Path directory, CoupleCopy snapshot) {
    boolean empty = true;
    DiskFiles files;
    try {
      files = DiskFiles.writable(directory);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    if (files.exists(EmbeddedCoupleDataSet.LOG)) {
      try (CoupleCopy there = CoupleCopy.of(directory)) {
        empty = there.revisions().isEmpty() && there.activations().isEmpty();
      }
    }
    if (!empty) {
      throw new StoreFailure(
          "the couple data set in "
              + directory
              + " has revisions, and a snapshot replaces all of them. To put it aside first: wlm"
              + " couple format --force --store "
              + directory);
    }
    replaced(directory, true, snapshot);
  }

  private static String replaced(Path directory, boolean force, @Nullable CoupleCopy content) {
    try {
      DiskFiles files = DiskFiles.writable(directory);
      String aside = "";
      try (StoreLock lock = StoreLock.take(directory, EmbeddedCoupleDataSet.LOCK)) {
        if (content == null && files.exists(EmbeddedCoupleDataSet.LOG)) {
          if (!force) {
            throw new StoreFailure(
                "there is a couple data set in "
                    + directory
                    + "; it stays as it is. To put it aside and make an empty one: --force");
          }
          files.replace(OLD, EmbeddedCoupleDataSet.LOG);
          aside = files.describe(OLD);
        }
        if (content != null) {
          files.delete(EmbeddedCoupleDataSet.FRESH);
          try (StoreFile fresh = files.create(EmbeddedCoupleDataSet.FRESH)) {
            content.copyTo(fresh);
            fresh.force();
          }
          files.replace(EmbeddedCoupleDataSet.LOG, EmbeddedCoupleDataSet.FRESH);
        }
        files.force();
        EmbeddedCoupleDataSet.open(files, null, EmbeddedCoupleDataSet.Limits.NORMAL).close();
      }
      return aside;
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static StoreFailure unusable(Path directory, IOException e) {
    return new StoreFailure(
        "no couple data set can be made in " + directory + ": " + e.getMessage(), e);
  }
}
