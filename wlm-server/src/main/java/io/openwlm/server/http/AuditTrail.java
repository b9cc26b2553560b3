package io.openwlm.server.http;

/** Where changes are written down, done and refused ones. */
public interface AuditTrail {
  /** What there is before a change, in a few words; read before and after it. */
  String state();

  /**
   * Writes one act down.
   *
   * @param what method, path and what the handler noted
   * @param before {@link #state} before
   * @param status of the answer
   * @param result {@code done}, or the code of the refusal
   * @throws HttpProblem 503 if it cannot be written and the act was not carried out yet
   */
  void write(Caller caller, String what, String before, int status, String result);

  /** Says before an act whether it could be written down: what cannot be is not done. */
  void require();
}
