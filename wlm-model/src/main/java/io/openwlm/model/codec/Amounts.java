package io.openwlm.model.codec;

import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.TokenTarget;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts of tokens, money, requests and bytes, and factors. Answers null after reporting why. */
final class Amounts {
  /** The most whole tokens that a definition may name. */
  static final long MAX_TOKENS = TokenTarget.MAX_MILLI / BudgetUnit.TOKENS.perOne();

  private static final long MAX_OTHER = 1_000_000_000L;
  private static final int MILLI_DECIMALS = 3;
  private static final BigDecimal MAX_FACTOR = BigDecimal.valueOf(1_000);
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)([KM]?)");
  private static final Pattern BYTES = Pattern.compile("([1-9][0-9]{0,8})(KiB|MiB)");
  private static final String EXAMPLE = "for example 20000, 40K or 1.5M";

  private Amounts() {}

  /** An amount in base units of {@code unit}, above 0. */
  static @Nullable Long limit(Problems problems, Node node, BudgetUnit unit) {
    BigDecimal amount = number(node);
    BigDecimal base = amount == null ? null : amount.multiply(BigDecimal.valueOf(unit.perOne()));
    long most = unit == BudgetUnit.TOKENS ? MAX_TOKENS : MAX_OTHER;
    boolean fits =
        amount != null
            && base != null
            && amount.signum() > 0
            && amount.compareTo(BigDecimal.valueOf(most)) <= 0
            && isWhole(base);
    if (fits && base != null) {
      return base.longValueExact();
    }
    String range =
        switch (unit) {
          case TOKENS -> "an amount above 0, at most 1000000M, with at most three decimals";
          case COST -> "an amount above 0, at most 1000M, with at most nine decimals";
          case REQUESTS -> "a whole amount above 0, at most 1000M";
        };
    wrong(problems, node, unit.key(), range);
    return null;
  }

  /** Whole weighted tokens, 0 or more. */
  static @Nullable Long tokens(Problems problems, Node node, String what) {
    BigDecimal amount = number(node);
    if (amount != null
        && isWhole(amount)
        && amount.compareTo(BigDecimal.valueOf(MAX_TOKENS)) <= 0) {
      return amount.longValueExact();
    }
    wrong(problems, node, what, "a whole amount, 0 to 1000000M");
    return null;
  }

  /** A factor of 0 to 1000 in thousandths. */
  static @Nullable Integer milli(Problems problems, Node node, String what) {
    BigDecimal number = node instanceof Node.Scalar s && s.plain() ? number(node) : null;
    if (number != null
        && number.compareTo(MAX_FACTOR) <= 0
        && isWhole(number.movePointRight(MILLI_DECIMALS))) {
      return number.movePointRight(MILLI_DECIMALS).intValueExact();
    }
    if (!(node instanceof Node.Refused)) {
      problems.addWithHint(
          ProblemCode.AMOUNT,
          node,
          "for example 0.1 or 15",
          what,
          "a number, 0 to 1000, with at most three decimals",
          Values.found(node));
    }
    return null;
  }

  /** A price for a million tokens in millionths of the currency, 0 to a million of it. */
  static @Nullable Long micros(Problems problems, Node node, String what) {
    BigDecimal number = number(node);
    BigDecimal micros = number == null ? null : number.movePointRight(6);
    if (number != null
        && micros != null
        && number.compareTo(BigDecimal.valueOf(1_000_000)) <= 0
        && isWhole(micros)) {
      return micros.longValueExact();
    }
    if (!(node instanceof Node.Refused)) {
      problems.addWithHint(
          ProblemCode.AMOUNT,
          node,
          "the price of a million tokens, for example 1.25",
          what,
          "a number, 0 to 1000000, with at most six decimals",
          Values.found(node));
    }
    return null;
  }

  /** A size in bytes. */
  static @Nullable Long bytes(Problems problems, Node node, String what, long least, long most) {
    Matcher m = node instanceof Node.Scalar s ? BYTES.matcher(s.value()) : null;
    if (m != null && m.matches()) {
      long bytes = Long.parseLong(m.group(1)) << (m.group(2).equals("KiB") ? 10 : 20);
      if (bytes >= least && bytes <= most) {
        return bytes;
      }
    }
    if (!(node instanceof Node.Refused)) {
      problems.addWithHint(
          ProblemCode.AMOUNT,
          node,
          "for example 16MiB",
          what,
          "a size, " + text(least) + " to " + text(most),
          Values.found(node));
    }
    return null;
  }

  /** A size as {@link #bytes} reads it; whole KiB only. */
  static String text(long bytes) {
    boolean mega = bytes % (1L << 20) == 0;
    return mega ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
  }

  private static void wrong(Problems problems, Node node, String what, String range) {
    if (!(node instanceof Node.Refused)) {
      problems.addWithHint(ProblemCode.AMOUNT, node, EXAMPLE, what, range, Values.found(node));
    }
  }

  private static @Nullable BigDecimal number(Node node) {
    Matcher m = node instanceof Node.Scalar s ? AMOUNT.matcher(s.value()) : null;
    if (m == null || !m.matches()) {
      return null;
    }
    long factor =
        switch (m.group(2)) {
          case "K" -> 1_000;
          case "M" -> 1_000_000;
          default -> 1;
        };
    return new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(factor));
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}
