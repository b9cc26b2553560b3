package io.openwlm.simulator.token;

/**
 * As {@link CheckThenCharge}, but what looks is the agent itself, at a file that is written once in
 * a while: the first seed's way.
 */
public final class PolledSignal implements Gate {
  private final long budget;
  private final long pollMillis;
  private long spent;
  private long published;
  private long nextMillis;

  /**
   * @param pollMillis between two writings of the file
   */
  public PolledSignal(long budget, long pollMillis) {
    this.budget = budget;
    this.pollMillis = pollMillis;
  }

  @Override
  public Ticket ask(long bytes, long maxOutput, long nowMillis) {
    publish(nowMillis);
    return published < budget ? new Ticket(0, true, maxOutput) : Ticket.REFUSED;
  }

  private void publish(long nowMillis) {
    if (nowMillis >= nextMillis) {
      published = spent;
      nextMillis = nowMillis - nowMillis % pollMillis + pollMillis;
    }
  }

  @Override
  public void ended(Ticket ticket, long input, long output, long nowMillis) {
    publish(nowMillis);
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
