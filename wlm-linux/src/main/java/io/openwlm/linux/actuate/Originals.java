package io.openwlm.linux.actuate;

import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.KernelRoot;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which values that were there before the first write are on disk. */
final class Originals {
  private final KernelRoot root;
  private final RestoreJournal journal;

  private final Map<Place, Noted> noted = new HashMap<>();

  private record Noted(long value, boolean earlier) {}

  /** One file of one control group. */
  record Place(Group group, SettingFile file) {
    String path() {
      return group.path() + "/" + file.fileName();
    }
  }

  /**
   * @param root the hierarchy that values are written to
   */
  Originals(KernelRoot root, RestoreJournal journal) {
    this.root = root;
    this.journal = journal;
    readJournal();
  }

  /**
   * Notes a value durably, unless one is noted for this place already.
   *
   * @throws IOException if that failed: then the value must not be changed
   */
  void note(Place place, long value) throws IOException {
    if (!noted.containsKey(place)) {
      journal.append(
          List.of(new JournalEntry.Original(root, place.path(), place.group().inode(), value)));
      noted.put(place, new Noted(value, false));
    }
  }

  boolean isFromEarlierRun(Place place) {
    Noted original = noted.get(place);
    return original != null && original.earlier;
  }

  /** The value that was there before the first write, or {@code now} if nothing was written. */
  long value(Place place, long now) {
    Noted original = noted.get(place);
    return original == null ? now : original.value;
  }

  /** Forgets what is not of these groups, because the journal did. */
  void retain(Set<Group> groups) {
    noted.keySet().removeIf(place -> !groups.contains(place.group()));
  }

  /** Takes over what the journal holds now. */
  void readJournal() {
    noted.clear();
    for (JournalEntry entry : journal.entries()) {
      if (entry instanceof JournalEntry.Original(var tree, var path, var inode, var value)
          && tree == root) {
        int slash = path.lastIndexOf('/');
        Group group = new Group(path.substring(0, slash), inode);
        SettingFile.named(path.substring(slash + 1))
            .ifPresent(file ->
                noted.put(
                    new Place(group, file), new Noted(value, journal.isFromEarlierRun(entry))));
      }
    }
  }
}
