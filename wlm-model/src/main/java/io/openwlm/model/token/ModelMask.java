package io.openwlm.model.token;

/** Whether the name of a model fits a mask, where {@code *} is any characters. */
public final class ModelMask {
  private ModelMask() {}

  /** True if the whole name fits. Takes time proportional to mask times name, allocates nothing. */
  public static boolean fits(String mask, String model) {
    int m = 0;
    int t = 0;
    int star = -1;
    int from = 0;
    while (t < model.length()) {
      if (m < mask.length() && mask.charAt(m) == '*') {
        star = m++;
        from = t;
      } else if (m < mask.length() && mask.charAt(m) == model.charAt(t)) {
        m++;
        t++;
      } else if (star >= 0) {
        m = star + 1;
        t = ++from;
      } else {
        return false;
      }
    }
    while (m < mask.length() && mask.charAt(m) == '*') {
      m++;
    }
    return m == mask.length();
  }
}
