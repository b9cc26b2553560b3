package io.openwlm.server.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the JSON behind a number is. */
final class Links {
  static final String STATUS = "/api/v1/status";
  static final String POLICY = "/api/v1/policy";
  static final String CLASSES = "/api/v1/classes";
  static final String BUDGETS = "/api/v1/budgets";
  static final String DECISIONS = "/api/v1/decisions";

  private Links() {}

  static String serviceClass(String name) {
    return CLASSES + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String decision(long id) {
    return DECISIONS + "/" + id;
  }
}
