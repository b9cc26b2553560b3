package io.openwlm.simulator.token;

/** Looks whether anything is left, lets the call through as it is, and charges what it used. */
public final class CheckThenCharge implements Gate {
  private final long budget;
  private long spent;

  public CheckThenCharge(long budget) {
    this.budget = budget;
  }

  @Override
  public Ticket ask(long bytes, long maxOutput, long nowMillis) {
    return spent < budget ? new Ticket(0, true, maxOutput) : Ticket.REFUSED;
  }

  @Override
  public void ended(Ticket ticket, long input, long output, long nowMillis) {
    spent += input + output;
  }

  @Override
  public long spent() {
    return spent;
  }

  @Override
  public long held() {
    return 0;
  }
}
