package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the XML form cannot express of a definition, and what z/OS would refuse of it. */
final class XmlLosses {
  private static final Pattern NAME = Pattern.compile("[A-Z0-9$#@_|~{}\\\\!:\"\\[\\]%^]+");
  private static final Pattern SCHEDULING_NAME = Pattern.compile("[A-Z0-9$#@_]+");
  private static final int DESCRIPTION = 32;

  private final String definition;
  private final Set<Problem> found = new LinkedHashSet<>();

  XmlLosses(String definition) {
    this.definition = definition;
  }

  void add(ProblemCode code, Object... values) {
    found.add(
        new Problem(
            code.severity(),
            code.code(),
            definition,
            0,
            0,
            "",
            code.message(values),
            code.hint(values)));
  }

  List<Problem> list() {
    return new ArrayList<>(found);
  }

  /** Checks the name of an object. */
  void name(String kind, String name, int longest) {
    boolean scheduling = longest == 16;
    Pattern pattern = scheduling ? SCHEDULING_NAME : NAME;
    if (name.length() > longest || !pattern.matcher(name).matches()) {
      String what = "the " + kind + " name " + PrintableText.of(name);
      String hint = "1 to " + longest + " capital letters, digits and $ # @ _";
      add(ProblemCode.LOSS_REFUSED, what, hint);
    }
  }

  /** Checks a description. */
  void description(String of, String text) {
    text("the description of " + of, text, DESCRIPTION);
  }

  /** Checks any text: its length, its end, and that EBCDIC has its characters. */
  void text(String what, String text, int longest) {
    if (!XmlWords.withoutPadding(text).equals(text)) {
      add(ProblemCode.LOSS_PART, "the end of " + what, "z/OS fills up with blanks");
    }
    if (text.length() > longest) {
      String hint = "at most " + longest + " characters, found " + text.length();
      add(ProblemCode.LOSS_REFUSED, what, hint);
    }
    if (!text.codePoints().allMatch(c -> c < 0x100 && PrintableText.isPrintable(c))) {
      add(ProblemCode.LOSS_REFUSED, what, "EBCDIC does not have all of its characters");
    }
  }
}
