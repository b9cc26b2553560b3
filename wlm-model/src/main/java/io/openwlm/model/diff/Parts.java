package io.openwlm.model.diff;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Reads the parts of values without knowing their types. */
final class Parts {
  private Parts() {}

  /** The value of a part of a record. */
  static @Nullable Object value(RecordComponent part, Record of) {
    return invoke(part.getAccessor(), of);
  }

  /** What a method without arguments answers; null if there is no such method. */
  static @Nullable Object value(Enum<?> of, String method) {
    for (Method m : of.getDeclaringClass().getMethods()) {
      if (m.getName().equals(method) && m.getParameterCount() == 0) {
        return invoke(m, of);
      }
    }
    return null;
  }

  private static @Nullable Object invoke(Method method, Object of) {
    try {
      return method.invoke(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the model is public: " + method, e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("reading a value fails: " + method, e);
    }
  }
}
