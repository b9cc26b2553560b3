package io.openwlm.model.json;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that JSON can say: NaN and the infinities become null. A null reads back as null where
 * the field may be null, else as NaN.
 */
public final class FiniteAdapter implements JsonAdapter<Double> {
  private final @Nullable Double ifNull;

  /**
   * @param ifNull what a null reads back as
   */
  public FiniteAdapter(@Nullable Double ifNull) {
    this.ifNull = ifNull;
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      writer.nullValue();
    } else {
      writer.value(value.doubleValue());
    }
  }

  @Override
  @SuppressWarnings("NullAway") // avaje's interface says nothing of nulls; its readers expect them
  public Double fromJson(JsonReader reader) {
    return reader.isNullValue() ? ifNull : (Double) reader.readDouble();
  }
}
