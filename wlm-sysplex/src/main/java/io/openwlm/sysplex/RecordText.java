package io.openwlm.sysplex;

import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ActivationEntry.Event;
import io.openwlm.core.port.ActivationEntry.Held;
import io.openwlm.core.port.ActivationEntry.Pending;
import io.openwlm.core.port.ActivationEntry.What;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.core.port.StoredRevision;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Records as JSON objects, there and back. Reading never throws anything but {@link Unfit}. Numbers
 * are exact up to 2^53, as in all JSON; times in ms are far below.
 */
final class RecordText {
  private static final JsonType<Object> ANYTHING = Jsonb.builder().build().type(Object.class);

  private RecordText() {}

  /** A sound line holds no record of this version. */
  @SuppressWarnings("serial")
  static final class Unfit extends Exception {
    Unfit(String reason) {
      super(reason);
    }
  }

  /**
   * A record with its place in the chain.
   *
   * @param number 1 for the first of the file
   * @param previous hash of the line before
   */
  record Placed(long number, String previous, LogRecord record) {}

  /** The whole line, with its hash and line feed. */
  static byte[] write(Placed placed) {
    JsonWriter out = new JsonWriter();
    out.number("record", placed.number()).text("previous", placed.previous());
    switch (placed.record()) {
      case LogRecord.Format format ->
          out.text("kind", "format")
              .number("version", format.version())
              .text("note", format.note());
      case LogRecord.Installed installed -> {
        Revision r = installed.revision().revision();
        out.text("kind", "revision").number("revision", r.number());
        out.number("at", r.atEpochMillis()).text("by", r.byUser()).text("system", r.bySystem());
        out.text("source", r.source()).text("definition", r.definition());
        out.text("previousRevision", installed.revision().previousHash());
        out.text("revisionHash", r.hash()).text("text", installed.text());
      }
      case LogRecord.Activated activated -> {
        ActivationEntry e = activated.entry();
        out.text("kind", "activation").number("epoch", e.epoch());
        out.text("what", e.event().what().name()).number("at", e.event().atEpochMillis());
        out.text("by", e.event().byUser()).text("system", e.event().bySystem());
        held(out.object("inForce"), e.held()).end();
        Pending pending = e.pending();
        if (pending != null) {
          out.object("pending").number("rollsBackAt", pending.rollsBackAtEpochMillis());
          out.number("withinMillis", pending.withinMillis());
          held(out.object("fallback"), pending.fallback()).end().end();
        }
      }
    }
    return LogLine.seal(out.open());
  }

  private static JsonWriter held(JsonWriter out, Held h) {
    out.text("policy", h.policy()).text("definition", h.definition());
    out.number("revision", h.revision()).flag("deactivated", h.deactivated());
    return out.number("at", h.atEpochMillis()).text("by", h.byUser()).text("system", h.bySystem());
  }

  /**
   * Reads a sound line.
   *
   * @throws Unfit if there is no record of this version in it
   */
  static Placed read(byte[] line, int length) throws Unfit {
    Object value;
    try {
      value = ANYTHING.fromJson(new String(line, 0, length, StandardCharsets.UTF_8));
    } catch (JsonException | IllegalArgumentException | IllegalStateException e) {
      throw new Unfit("it is no JSON");
    } catch (IndexOutOfBoundsException | NullPointerException | ArithmeticException e) {
      throw new Unfit("its JSON is cut off");
    }
    Fields fields = new Fields(value);
    LogRecord record =
        switch (fields.text("kind")) {
          case "format" ->
              new LogRecord.Format(
                  Math.toIntExact(Math.min(fields.number("version"), Integer.MAX_VALUE)),
                  fields.text("note"));
          case "revision" -> installed(fields);
          case "activation" -> new LogRecord.Activated(activated(fields));
          default -> throw new Unfit("its kind is not known");
        };
    return new Placed(fields.number("record"), fields.text("previous"), record);
  }

  private static LogRecord installed(Fields fields) throws Unfit {
    Revision facts =
        new Revision(
            fields.number("revision"),
            fields.text("revisionHash"),
            fields.text("definition"),
            fields.number("at"),
            fields.text("by"),
            fields.text("system"),
            fields.text("source"));
    String text = fields.text("text");
    StoredRevision revision = StoredRevision.of(facts, fields.text("previousRevision"), text);
    if (!revision.hash().equals(facts.hash())) {
      throw new Unfit("the hash of revision " + facts.number() + " does not fit it");
    }
    return new LogRecord.Installed(revision, text);
  }

  private static ActivationEntry activated(Fields fields) throws Unfit {
    What what;
    try {
      what = What.valueOf(fields.text("what"));
    } catch (IllegalArgumentException e) {
      throw new Unfit("its event is not known");
    }
    Event event = new Event(what, fields.number("at"), fields.text("by"), fields.text("system"));
    Pending pending = null;
    if (fields.has("pending")) {
      Fields p = fields.object("pending");
      pending =
          new Pending(
              p.number("rollsBackAt"), p.number("withinMillis"), held(p.object("fallback")));
    }
    return new ActivationEntry(
        fields.number("epoch"), event, held(fields.object("inForce")), pending);
  }

  private static Held held(Fields f) throws Unfit {
    return new Held(
        f.text("policy"),
        f.text("definition"),
        f.number("revision"),
        f.flag("deactivated"),
        f.number("at"),
        f.text("by"),
        f.text("system"));
  }

  /** The keys of an object that was read. */
  private record Fields(Object value) {
    private Object get(String key) throws Unfit {
      Object found = value instanceof Map<?, ?> map ? map.get(key) : null;
      if (found == null) {
        throw new Unfit("it has no " + key);
      }
      return found;
    }

    boolean has(String key) {
      return value instanceof Map<?, ?> map && map.get(key) != null;
    }

    Fields object(String key) throws Unfit {
      return new Fields(get(key));
    }

    String text(String key) throws Unfit {
      if (get(key) instanceof String text) {
        return text;
      }
      throw new Unfit(key + " is no text");
    }

    long number(String key) throws Unfit {
      if (get(key) instanceof Number number) {
        return number.longValue();
      }
      throw new Unfit(key + " is no number");
    }

    boolean flag(String key) throws Unfit {
      return Boolean.TRUE.equals(get(key));
    }
  }
}
