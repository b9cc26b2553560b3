package io.openwlm.server.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** NaN and the infinities become null. */
final class FiniteNumber implements JsonAdapter<Double> {
  @Override
  public void toJson(JsonWriter writer, @Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      writer.nullValue();
    } else {
      writer.value(value.doubleValue());
    }
  }

  @Override
  public Double fromJson(JsonReader reader) {
    throw new UnsupportedOperationException("views are only written");
  }
}
