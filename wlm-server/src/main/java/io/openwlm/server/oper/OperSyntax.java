package io.openwlm.server.oper;

/** A command that is not understood: where, what is allowed there, and what to use instead. */
final class OperSyntax extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String found;
  private final String expected;
  private final String use;

  /**
   * @param column where, from 1
   * @param found what stands there; empty at the end of the command
   * @param expected what is allowed there
   * @param use the command of this product that does such things
   */
  OperSyntax(int column, String found, String expected, String use) {
    super(expected, null, false, false);
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.use = use;
  }

  int column() {
    return column;
  }

  String found() {
    return found;
  }

  String expected() {
    return expected;
  }

  String use() {
    return use;
  }
}
