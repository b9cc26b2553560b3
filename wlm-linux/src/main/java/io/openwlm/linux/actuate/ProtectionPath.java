package io.openwlm.linux.actuate;

import io.openwlm.linux.actuate.GroupWriter.Target;
import io.openwlm.linux.actuate.Originals.Place;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.definition.CgroupPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Memory of a control group is protected only as far as all groups above it are. So every group
 * between the definition's root and a class's group, the root included, has at least the sum of
 * what the classes below it have, and never less than it had before. The root of the hierarchy has
 * no such value and needs none.
 */
final class ProtectionPath {
  private final KernelFs fs;
  private final CgroupPath root;
  private final ClassGroups groups;
  private final GroupWriter writer;
  private final Originals originals;

  ProtectionPath(
      KernelFs fs, CgroupPath root, ClassGroups groups, GroupWriter writer, Originals originals) {
    this.fs = fs;
    this.root = root;
    this.groups = groups;
    this.writer = writer;
    this.originals = originals;
  }

  /** Sets the groups above these to the sums; what goes well is not reported. */
  void follow(String serviceClass, List<Group> members, List<Outcome> outcomes) {
    for (Group group : above(members)) {
      Place place = new Place(group, SettingFile.MEMORY_LOW);
      long wanted = Math.max(sumBelow(group), originals.value(place, writer.read(place)));
      Outcome outcome = writer.write(new Target(serviceClass, place, wanted));
      if (outcome.result() != Result.APPLIED && outcome.result() != Result.UNCHANGED) {
        outcomes.add(outcome);
      }
    }
  }

  /** The groups above these, at or below the definition's root, without those of classes. */
  Set<Group> above(Collection<Group> members) {
    Set<String> paths = new HashSet<>();
    for (Group member : members) {
      for (String path = parent(member.path()); isOurs(path); path = parent(path)) {
        paths.add(path);
      }
    }
    for (int i = 0; i < groups.classes(); i++) {
      groups.groups(i).forEach(group -> paths.remove(group.path()));
    }
    Set<Group> above = new HashSet<>();
    for (String path : paths) {
      above.add(new Group(path, fs.inode(KernelRoot.CGROUP2, path)));
    }
    return above;
  }

  private boolean isOurs(String path) {
    return path.length() > 1 && new CgroupPath(path).isAtOrBelow(root);
  }

  private long sumBelow(Group above) {
    long sum = 0;
    List<Group> counted = new ArrayList<>();
    for (int i = 0; i < groups.classes(); i++) {
      for (Group group : groups.groups(i)) {
        if (group.path().startsWith(above.path() + "/")) {
          counted.add(group);
        }
      }
    }
    for (Group group : counted) {
      long value = Math.max(0, writer.read(new Place(group, SettingFile.MEMORY_LOW)));
      sum = Math.min(SettingFile.MEMORY_LOW.max(), sum + value);
    }
    return sum;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
