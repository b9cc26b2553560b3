package io.openwlm.server.llm.peer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Process and user of the peer of a Unix socket. Java tells the user only; the process needs the
 * number of the socket's descriptor, which Java does not tell either. So the socket is marked
 * through Java with a size of its receive buffer that no other has, looked for by that size among
 * this process's descriptors, and marked once more to be sure. Nothing is opened or closed for it.
 */
final class UnixCredentials {
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_PEERCRED = 17;
  private static final int SO_DOMAIN = 39;
  private static final int SO_PEERPIDFD = 77; // since Linux 6.5
  private static final int AF_UNIX = 1;
  private static final int DEFAULT_BUFFER = 106_496;

  private final MethodHandle getsockopt;
  private final MethodHandle close;

  UnixCredentials() {
    Linker linker = Linker.nativeLinker();
    getsockopt =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("getsockopt"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
    close =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /** Who connected. Holds on to the process while it is open, if the kernel can do that. */
  final class Peer implements AutoCloseable {
    private final int pid;
    private final int user;
    private final int processDescriptor;

    private Peer(int pid, int user, int processDescriptor) {
      this.pid = pid;
      this.user = user;
      this.processDescriptor = processDescriptor;
    }

    int pid() {
      return pid;
    }

    int user() {
      return user;
    }

    /**
     * Whether the process number still is the process that connected.
     *
     * @param userNow user of the process of that number now: what old kernels leave to compare
     */
    boolean isAlive(int userNow) {
      if (processDescriptor < 0) {
        return userNow == user;
      }
      try {
        String info =
            Files.readString(
                Path.of("/proc/self/fdinfo/" + processDescriptor), StandardCharsets.ISO_8859_1);
        return info.lines().anyMatch(line -> line.equals("Pid:\t" + pid));
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() {
      if (processDescriptor >= 0) {
        try {
          int ignored = (int) close.invokeExact(processDescriptor);
        } catch (Throwable e) {
          throw failure(e);
        }
      }
    }
  }

  /** The peer; its process is 0 if the descriptor was not found. */
  Peer of(SocketChannel channel) throws IOException {
    int descriptor = descriptor(channel);
    if (descriptor < 0) {
      throw new IOException("the credentials of a peer were not found");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment credentials = arena.allocate(12, 4);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 12);
      if (ask(descriptor, SO_PEERCRED, credentials, length) != 0) {
        throw new IOException("the kernel does not tell who a peer is");
      }
      int pid = credentials.get(ValueLayout.JAVA_INT, 0);
      int user = credentials.get(ValueLayout.JAVA_INT, 4);
      return new Peer(pid, user, number(arena, descriptor, SO_PEERPIDFD));
    }
  }

  private int descriptor(SocketChannel channel) throws IOException {
    int first = marked(channel);
    int second = first < 0 ? first : marked(channel);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, DEFAULT_BUFFER);
    return first == second ? first : -1;
  }

  private int marked(SocketChannel channel) throws IOException {
    channel.setOption(
        StandardSocketOptions.SO_RCVBUF, ThreadLocalRandom.current().nextInt(4_096, 100_000));
    int mark = 2 * channel.getOption(StandardSocketOptions.SO_RCVBUF); // Linux tells the double
    int found = -1;
    try (Arena arena = Arena.ofConfined();
        DirectoryStream<Path> own = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path file : own) {
        int descriptor = Integer.parseInt(file.getFileName().toString());
        boolean matches =
            number(arena, descriptor, SO_RCVBUF) == mark
                && number(arena, descriptor, SO_DOMAIN) == AF_UNIX;
        if (matches && found >= 0) {
          return -1; // two of them: no guess
        }
        found = matches ? descriptor : found;
      }
    }
    return found;
  }

  private int number(Arena arena, int descriptor, int option) {
    MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
    MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, 4);
    return ask(descriptor, option, value, length) == 0 ? value.get(ValueLayout.JAVA_INT, 0) : -1;
  }

  private int ask(int descriptor, int option, MemorySegment value, MemorySegment length) {
    try {
      return (int) getsockopt.invokeExact(descriptor, SOL_SOCKET, option, value, length);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("the C library cannot be asked", e);
  }
}
