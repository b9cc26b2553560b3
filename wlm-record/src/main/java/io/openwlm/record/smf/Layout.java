package io.openwlm.record.smf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of one kind of section, made from a table: a line is {@code NAME OFFSET LENGTH KIND
 * meaning}. Fields lie within the section and do not overlap.
 */
public final class Layout {
  private final String name;
  private final int length;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  private Layout(String name, int length) {
    this.name = name;
    this.length = length;
  }

  /**
   * @param name of the section
   * @param length in bytes
   */
  public static Layout of(String name, int length, String table) {
    Layout layout = new Layout(name, length);
    int free = 0;
    for (String line : table.strip().split("\n")) {
      String[] part = line.strip().split(" +", 5);
      Field field =
          new Field(
              part[0],
              Integer.parseInt(part[1]),
              Integer.parseInt(part[2]),
              Field.Kind.of(part[3].charAt(0)),
              part.length > 4 ? part[4] : "");
      if (field.offset() < free || field.end() > length) {
        throw new IllegalArgumentException(name + ": " + line);
      }
      free = field.end();
      layout.fields.put(field.name(), field);
    }
    return layout;
  }

  public String name() {
    return name;
  }

  /** Bytes of a section that has all fields. */
  public int length() {
    return length;
  }

  /** In the order of their offsets. */
  public List<Field> fields() {
    return List.copyOf(fields.values());
  }

  Field field(String fieldName) {
    Field field = fields.get(fieldName);
    if (field == null) {
      throw new IllegalArgumentException(name + " has no field " + fieldName);
    }
    return field;
  }
}
