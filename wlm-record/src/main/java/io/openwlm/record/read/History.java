package io.openwlm.record.read;

import io.openwlm.model.json.StatusJson;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.SmfRecord;
import io.openwlm.record.smf.TextParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that a manager published over some time, in their order, as readers got them: with
 * the decisions known at each of them, what had followed by then, and the performance indexes
 * before. Texts stay compressed until they are asked for. For one thread.
 */
public final class History {
  /** Decisions in a picture, and performance indexes of a class, as the manager keeps them. */
  private static final int DECISIONS = 200;

  private static final int INDEXES = 60;
  private static final int FOLLOWED = 2;
  private static final int CACHED = 512;

  private final List<StoredText> statuses = new ArrayList<>();
  private final List<StoredText> decisions = new ArrayList<>();
  private final List<StoredText> definitions = new ArrayList<>();
  private final List<Damage> damage = new ArrayList<>();
  private final Map<StoredText, ManagerStatus> parsed = new HashMap<>();
  private final Map<StoredText, DecisionStatus> parsedDecisions = new HashMap<>();

  private History() {}

  /**
   * Finds what there is of a stretch of time, both ends included.
   *
   * @throws IOException if the files cannot be read
   */
  public static History load(RecordArchive archive, long fromEpochMillis, long toEpochMillis)
      throws IOException {
    History history = new History();
    archive.scan(fromEpochMillis, toEpochMillis, history.new Loading());
    return history;
  }

  private final class Loading implements RecordVisitor {
    private final TextCollector collector = new TextCollector();

    @Override
    public void visit(SmfRecord record, Path file, long number, long offset) throws BadRecord {
      StoredText text = collector.next(record).orElse(null);
      if (text != null) {
        (text.kind() == TextParts.Kind.STATUS
                ? statuses
                : text.kind() == TextParts.Kind.DECISION ? decisions : definitions)
            .add(text);
      }
    }

    @Override
    public void damaged(Damage found) {
      damage.add(found);
    }
  }

  /** Number of pictures. */
  public int size() {
    return statuses.size();
  }

  /** What could not be read. */
  public List<Damage> damage() {
    return List.copyOf(damage);
  }

  /** Definitions that were in force, in YAML, oldest first; the same one may come again. */
  public List<StoredText> definitions() {
    return List.copyOf(definitions);
  }

  /** When a picture was taken. */
  public long epochMillis(int index) {
    return statuses.get(index).epochMillis();
  }

  /** The last picture that is not later; -1 if all are later. */
  public int indexAt(long epochMillis) {
    for (int i = statuses.size() - 1; i >= 0; i--) {
      if (epochMillis(i) <= epochMillis) {
        return i;
      }
    }
    return -1;
  }

  /** A picture without what happened before and after: no history, no decisions. */
  public ManagerStatus bare(int index) throws BadRecord {
    StoredText text = statuses.get(index);
    ManagerStatus known = parsed.get(text);
    if (known != null) {
      return known;
    }
    try {
      ManagerStatus status = StatusJson.read(text.text());
      if (parsed.size() >= CACHED) {
        parsed.clear();
      }
      parsed.put(text, status);
      return status;
    } catch (IllegalArgumentException e) {
      throw new BadRecord("interval " + text.id() + " has no status that can be read");
    }
  }

  /** A picture as readers got it. */
  public ManagerStatus status(int index) throws BadRecord {
    ManagerStatus bare = bare(index);
    List<ManagerStatus> before = new ArrayList<>();
    for (int i = Math.max(0, index - INDEXES + 1); i <= index; i++) {
      ManagerStatus status = bare(i);
      if (status.pid() == bare.pid()) {
        before.add(status);
      }
    }
    List<ClassStatus> classes =
        bare.classes().stream().map(c -> c.withHistory(indexes(before, c.name()))).toList();
    return bare.with(classes, decisions(index));
  }

  private static List<@Nullable Double> indexes(List<ManagerStatus> pictures, String name) {
    List<@Nullable Double> indexes = new ArrayList<>();
    for (ManagerStatus picture : pictures) {
      for (ClassStatus c : picture.classes()) {
        if (c.name().equals(name)) {
          indexes.add(c.performanceIndex());
        }
      }
    }
    return indexes;
  }

  /** Newest first, with what had followed by the picture. */
  private List<DecisionStatus> decisions(int index) throws BadRecord {
    List<DecisionStatus> newestFirst = new ArrayList<>();
    for (int i = decisions.size() - 1; i >= 0 && newestFirst.size() < DECISIONS; i--) {
      if (decisions.get(i).epochMillis() <= epochMillis(index)) {
        newestFirst.add(Followed.of(decision(decisions.get(i)), after(decisions.get(i), index)));
      }
    }
    return newestFirst;
  }

  /** The pictures of the intervals in which a decision was followed. */
  private List<ManagerStatus> after(StoredText decision, int index) throws BadRecord {
    List<ManagerStatus> after = new ArrayList<>();
    int first = indexAt(decision.epochMillis() - 1) + 1;
    for (int i = first; i <= Math.min(index, first + FOLLOWED + 1); i++) {
      after.add(bare(i));
    }
    return after;
  }

  private DecisionStatus decision(StoredText text) throws BadRecord {
    DecisionStatus known = parsedDecisions.get(text);
    if (known == null) {
      try {
        known = StatusJson.readDecision(text.text());
      } catch (IllegalArgumentException e) {
        throw new BadRecord("decision " + text.id() + " cannot be read");
      }
      parsedDecisions.put(text, known);
    }
    return known;
  }
}
