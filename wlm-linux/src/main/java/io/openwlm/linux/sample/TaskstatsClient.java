package io.openwlm.linux.sample;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Asks the kernel for the run time and the delays of a whole process, all its threads that live and
 * those that ended, with one request over generic netlink. Needs CAP_NET_ADMIN in the initial
 * namespaces. Loading this class costs about 10 MiB of memory (the foreign-function linker), so it
 * is touched only where something pays for it. A request allocates nothing.
 */
final class TaskstatsClient implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int NETLINK_GENERIC = 16;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int TIMEOUT_MICROS = 200_000;
  private static final short NLM_F_REQUEST = 1;
  private static final int NLMSG_ERROR = 2;
  private static final int HEADER = 20;
  private static final short GENL_ID_CTRL = 16;
  private static final byte CTRL_CMD_GETFAMILY = 3;
  private static final short CTRL_ATTR_FAMILY_ID = 1;
  private static final short CTRL_ATTR_FAMILY_NAME = 2;
  private static final byte TASKSTATS_CMD_GET = 1;
  private static final short TASKSTATS_CMD_ATTR_TGID = 2;
  private static final short TASKSTATS_TYPE_AGGR_TGID = 5;
  private static final short TASKSTATS_TYPE_STATS = 3;

  /** Version 15 put new fields between the old ones; version 16 moved them to the end. */
  private static final int BROKEN_VERSION = 15;

  private static final int CPU_DELAY_OFFSET = 24;
  private static final int BLOCK_DELAY_OFFSET = 40;
  private static final int SWAP_IN_DELAY_OFFSET = 56;
  private static final int CPU_RUN_VIRTUAL_OFFSET = 72;
  private static final int RECLAIM_DELAY_OFFSET = 320;
  private static final int THRASHING_DELAY_OFFSET = 336;
  private static final int NEEDED_BYTES = THRASHING_DELAY_OFFSET + 8;
  private static final int MAX_STALE_REPLIES = 16;

  private static final MethodHandle SOCKET =
      function(
          "socket",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      function(
          "setsockopt",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));
  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT);
  private static final MethodHandle SEND = function("send", TRANSFER);
  private static final MethodHandle RECV = function("recv", TRANSFER);
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment request = arena.allocate(64, 8);
  private final MemorySegment reply = arena.allocate(4096, 8);
  private final ByteBuffer out = request.asByteBuffer().order(ByteOrder.nativeOrder());
  private final ByteBuffer in = reply.asByteBuffer().order(ByteOrder.nativeOrder());
  private final int socket;
  private short family;
  private int sequence;
  private long runNanos;
  private long delayNanos;
  private long ioDelayNanos;
  private long memoryDelayNanos;

  private TaskstatsClient(int socket) {
    this.socket = socket;
  }

  /** Connects; empty if the kernel has no taskstats or does not permit them. */
  static Optional<TaskstatsClient> open() {
    try {
      int socket = (int) SOCKET.invokeExact(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_GENERIC);
      if (socket < 0) {
        return Optional.empty();
      }
      TaskstatsClient client = new TaskstatsClient(socket);
      if (client.connect() && client.ask((int) ProcessHandle.current().pid())) {
        return Optional.of(client);
      }
      client.close();
      return Optional.empty();
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** Asks for one process; false if it is gone or the kernel does not answer. */
  boolean ask(int pid) {
    begin(family, TASKSTATS_CMD_GET);
    out.putShort((short) 8).putShort(TASKSTATS_CMD_ATTR_TGID).putInt(pid);
    int end = exchange();
    int aggregate = attribute(HEADER, end, TASKSTATS_TYPE_AGGR_TGID);
    if (aggregate < 0) {
      return false;
    }
    int aggregateEnd = Math.min(end, aggregate - 4 + in.getShort(aggregate - 4));
    int stats = attribute(aggregate, aggregateEnd, TASKSTATS_TYPE_STATS);
    if (stats < 0 || stats + NEEDED_BYTES > aggregateEnd || in.getShort(stats) == BROKEN_VERSION) {
      return false;
    }
    delayNanos = in.getLong(stats + CPU_DELAY_OFFSET);
    runNanos = in.getLong(stats + CPU_RUN_VIRTUAL_OFFSET);
    readDelays(stats);
    return true;
  }

  /**
   * The kernel counts the wait for a page that was evicted too early twice or three times: as
   * thrashing, as swap-in, and as block I/O. Here it counts once, as waiting for memory.
   */
  private void readDelays(int stats) {
    long thrashing = in.getLong(stats + THRASHING_DELAY_OFFSET);
    long swapIn = in.getLong(stats + SWAP_IN_DELAY_OFFSET);
    ioDelayNanos = Math.max(0, in.getLong(stats + BLOCK_DELAY_OFFSET) - thrashing);
    memoryDelayNanos = Math.max(thrashing, swapIn) + in.getLong(stats + RECLAIM_DELAY_OFFSET);
  }

  /** Run time of the process last asked for, since it began. */
  long runNanos() {
    return runNanos;
  }

  /** Its run-queue delay, since it began. */
  long delayNanos() {
    return delayNanos;
  }

  /** Its wait for block I/O, since it began; 0 where delay accounting was off when it began. */
  long ioDelayNanos() {
    return ioDelayNanos;
  }

  /** Its wait for memory (reclaim, refaults, swap-in), since it began; 0 as above. */
  long memoryDelayNanos() {
    return memoryDelayNanos;
  }

  private boolean connect() throws Throwable {
    MemorySegment timeout = arena.allocate(16, 8);
    timeout.set(ValueLayout.JAVA_LONG, 8, TIMEOUT_MICROS);
    int set = (int) SETSOCKOPT.invokeExact(socket, SOL_SOCKET, SO_RCVTIMEO, timeout, 16);
    begin(GENL_ID_CTRL, CTRL_CMD_GETFAMILY);
    byte[] name = "TASKSTATS\0\0\0".getBytes(StandardCharsets.US_ASCII);
    out.putShort((short) 14).putShort(CTRL_ATTR_FAMILY_NAME).put(name);
    int end = exchange();
    int id = attribute(HEADER, end, CTRL_ATTR_FAMILY_ID);
    if (set != 0 || id < 0) {
      return false;
    }
    family = in.getShort(id);
    return true;
  }

  private void begin(short type, byte command) {
    sequence++;
    out.clear();
    out.putInt(0).putShort(type).putShort(NLM_F_REQUEST).putInt(sequence).putInt(0);
    out.put(command).put((byte) 1).putShort((short) 0);
  }

  /** Sends the request and waits for its answer; returns where it ends, 0 if there is none. */
  private int exchange() {
    int length = out.position();
    out.putInt(0, length);
    try {
      long sent = (long) SEND.invokeExact(socket, request, (long) length, 0);
      for (int i = 0; sent == length && i < MAX_STALE_REPLIES; i++) {
        long received = (long) RECV.invokeExact(socket, reply, 4096L, 0);
        if (received < HEADER) {
          return 0;
        }
        // An answer that came too late belongs to an older request.
        if (in.getInt(8) == sequence) {
          return in.getShort(4) == NLMSG_ERROR ? 0 : (int) Math.min(received, in.getInt(0));
        }
      }
      return 0;
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** Where the content of an attribute starts; -1 if it is not there. */
  private int attribute(int from, int end, short type) {
    for (int at = from; at + 4 <= end; ) {
      int length = in.getShort(at);
      if (length < 4 || at + length > end) {
        return -1;
      }
      if ((in.getShort(at + 2) & 0x3fff) == type) {
        return at + 4;
      }
      at += (length + 3) & ~3;
    }
    return -1;
  }

  @Override
  public void close() {
    try {
      int _ = (int) CLOSE.invokeExact(socket);
    } catch (Throwable e) {
      throw failure(e);
    }
    arena.close();
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  /** A call of a C function does not throw; if it does, the program is wrong. */
  private static IllegalStateException failure(Throwable e) {
    return new IllegalStateException("a call of the C library failed", e);
  }
}
