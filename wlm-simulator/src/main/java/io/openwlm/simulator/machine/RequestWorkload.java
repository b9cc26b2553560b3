package io.openwlm.simulator.machine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A service with an open-loop load: requests arrive whether or not earlier ones are done, wait in a
 * queue of the process, and are served by a fixed number of threads. The response time runs from
 * arrival to end. Arrivals and CPU times of requests do not depend on how the machine is shared.
 */
public final class RequestWorkload implements Workload {
  /** Requests that may wait; more are lost and counted. */
  static final int MAX_QUEUE = 100_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final MachineModel machine;
  private final Settings settings;
  private final Ended ended;
  private final Dice arrivals;
  private final Dice demands;
  private final CpuAccount account = new CpuAccount();
  private final Deque<Request> queue = new ArrayDeque<>();
  private final @Nullable Request[] served;
  private @Nullable SimProcess process;
  private double perSecond;
  private long rateVersion;
  private long lost;

  /** Told about each request that ended. */
  public interface Ended {
    void ended(long nowNanos, long responseNanos);
  }

  /**
   * What the service does.
   *
   * @param threads serving threads, 1 or more
   * @param cpu CPU time of one request
   * @param perSecond arrivals, 0 or more
   * @param poisson true: independent arrivals; false: evenly spaced
   */
  public record Settings(
      String command, int threads, CpuDemand cpu, double perSecond, boolean poisson) {}

  private record Request(long arrivedNanos, long cpuNanos) {}

  /**
   * @param name tells the draws of this workload from those of others of the same seed
   */
  public RequestWorkload(
      MachineModel machine, Settings settings, long seed, String name, Ended ended) {
    this.machine = machine;
    this.settings = settings;
    this.ended = ended;
    arrivals = Dice.named(seed, name + "/arrivals");
    demands = Dice.named(seed, name + "/demands");
    served = new @Nullable Request[settings.threads()];
    perSecond = settings.perSecond();
  }

  @Override
  public void start(CpuGroup group) {
    process = machine.start(settings.command(), group, settings.threads(), account, this::next);
    arriveLater();
  }

  /** Changes the rate from now on; 0 stops the arrivals. */
  public void setRate(double newPerSecond) {
    perSecond = newPerSecond;
    rateVersion++;
    arriveLater();
  }

  private void arriveLater() {
    if (process == null || process.hasEnded() || perSecond <= 0) {
      return;
    }
    long gapNanos = Math.max(1, (long) (NANOS_PER_SECOND / perSecond));
    long nanos = settings.poisson() ? (long) arrivals.exponential(gapNanos) : gapNanos;
    long version = rateVersion;
    machine.at(
        machine.nowNanos() + Math.max(1, nanos),
        () -> {
          if (version == rateVersion) {
            arrive();
            arriveLater();
          }
        });
  }

  private void arrive() {
    Request request = new Request(machine.nowNanos(), settings.cpu().draw(demands));
    if (process == null || process.hasEnded()) {
      return;
    }
    for (int i = 0; i < served.length; i++) {
      if (served[i] == null) {
        served[i] = request;
        machine.wake(process.threads().get(i), request.cpuNanos());
        return;
      }
    }
    if (queue.size() < MAX_QUEUE) {
      queue.add(request);
    } else {
      lost++;
    }
  }

  private long next(SimThread thread) {
    int index = thread.tid() - thread.process().pid();
    Request done = served[index];
    if (done != null) {
      ended.ended(machine.nowNanos(), machine.nowNanos() - done.arrivedNanos());
    }
    Request next = queue.poll();
    served[index] = next;
    return next == null ? 0 : next.cpuNanos();
  }

  @Override
  public void stop() {
    if (process != null) {
      machine.end(process);
    }
    queue.clear();
    Arrays.fill(served, null);
  }

  @Override
  public long usedNanos() {
    return account.usedNanos();
  }

  /** Requests that have arrived and not ended. */
  public int inFlight() {
    int count = queue.size();
    for (Request request : served) {
      count += request == null ? 0 : 1;
    }
    return count;
  }

  /** Age of the oldest request in flight; 0 without any. */
  public long oldestNanos() {
    Request first = queue.peek();
    long oldest = first == null ? machine.nowNanos() : first.arrivedNanos();
    for (Request request : served) {
      oldest = request == null ? oldest : Math.min(oldest, request.arrivedNanos());
    }
    return machine.nowNanos() - oldest;
  }

  /** Requests lost because the queue was full. */
  public long lost() {
    return lost;
  }
}
