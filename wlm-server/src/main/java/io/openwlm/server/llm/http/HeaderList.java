package io.openwlm.server.llm.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields in their order. Names are compared without regard to case. */
public final class HeaderList {
  private final List<Field> fields = new ArrayList<>();

  /** One field as it was written. */
  public record Field(String name, String value) {}

  public HeaderList add(String name, String value) {
    fields.add(new Field(name, value));
    return this;
  }

  /** The value of the first field of that name; null if there is none. */
  public @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return field.value;
      }
    }
    return null;
  }

  /** Whether there are two fields of that name. */
  public boolean isTwice(String name) {
    return fields.stream().filter(f -> f.name.equalsIgnoreCase(name)).count() > 1;
  }

  public List<Field> fields() {
    return List.copyOf(fields);
  }

  /** Writes the fields as they go over the wire. Values must not hold line ends. */
  public void writeTo(StringBuilder out) {
    for (Field field : fields) {
      out.append(field.name).append(": ").append(field.value).append("\r\n");
    }
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return fields.stream().map(Field::name).toList().toString();
  }
}
