package io.openwlm.model.classification;

/** Marks transactions whose CPU time is reported apart. */
public enum ReportingAttribute {
  NONE("none", "None"),
  MOBILE("mobile", "Mobile"),
  CATEGORY_A("category-a", "CategoryA"),
  CATEGORY_B("category-b", "CategoryB");

  private final String key;
  private final String xml;

  ReportingAttribute(String key, String xml) {
    this.key = key;
    this.xml = xml;
  }

  /** The word in a definition. */
  public String key() {
    return key;
  }

  /** The word in the z/OS XML form. */
  public String xml() {
    return xml;
  }
}
