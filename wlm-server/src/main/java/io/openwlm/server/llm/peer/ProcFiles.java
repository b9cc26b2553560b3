package io.openwlm.server.llm.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Processes and sockets as {@code /proc} shows them. What cannot be read is not known: never a
 * guess.
 */
public final class ProcFiles {
  private static final int MAX_LINE = 4096;
  private static final int MAX_CGROUP_LINES = 64;

  private final Path proc;

  /**
   * @param proc {@code /proc}, or a directory that looks like it
   */
  public ProcFiles(Path proc) {
    this.proc = proc;
  }

  /** A row of the table of sockets. */
  record Row(int user, long inode) {}

  /** The control groups of a process: of version 2, and of version 1 that of the CPU. */
  List<String> cgroups(int pid) {
    List<String> paths = new ArrayList<>();
    try (BufferedReader in = reader(proc.resolve(Integer.toString(pid)).resolve("cgroup"))) {
      String line = in.readLine();
      for (int i = 0; line != null && i < MAX_CGROUP_LINES; i++, line = in.readLine()) {
        String[] parts = line.split(":", 3);
        boolean counts =
            parts.length == 3
                && (parts[0].equals("0") || List.of(parts[1].split(",")).contains("cpu"));
        if (counts && parts[2].length() <= MAX_LINE) {
          paths.add(parts[2]);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return paths;
  }

  /** The user of a process; -1 if it is not there. */
  int user(int pid) {
    try {
      Object uid = Files.getAttribute(proc.resolve(Integer.toString(pid)), "unix:uid");
      return uid instanceof Integer number ? number : -1;
    } catch (IOException | UnsupportedOperationException e) {
      return -1;
    }
  }

  /** The client's socket of a connection on this machine; null if it is not in the table. */
  @Nullable Row socket(InetSocketAddress client, int serverPort) {
    for (String table : new String[] {"self/net/tcp", "self/net/tcp6"}) {
      Row row = socket(proc.resolve(table), client, serverPort);
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  private static @Nullable Row socket(Path table, InetSocketAddress client, int serverPort) {
    String port = String.format(Locale.ROOT, ":%04X", client.getPort());
    String remotePort = String.format(Locale.ROOT, ":%04X", serverPort);
    try (BufferedReader in = reader(table)) {
      in.readLine(); // names of the columns
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] columns = line.strip().split("\\s+", 12);
        boolean ours =
            columns.length > 9
                && columns[1].endsWith(port)
                && columns[2].endsWith(remotePort)
                && isAddress(columns[1], client.getAddress());
        if (ours) {
          return new Row(Integer.parseInt(columns[7]), Long.parseLong(columns[9]));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return null;
    }
    return null;
  }

  /** Addresses stand there as 32-bit words in this machine's order: little endian. */
  private static boolean isAddress(String column, InetAddress address) {
    byte[] bytes = address.getAddress();
    StringBuilder hex = new StringBuilder();
    for (int word = 0; word < bytes.length; word += 4) {
      for (int i = 3; i >= 0; i--) {
        hex.append(HexFormat.of().withUpperCase().toHexDigits(bytes[word + i]));
      }
    }
    return column.startsWith(hex + ":")
        || column.startsWith("0000000000000000FFFF0000" + hex + ":");
  }

  /** A process that has the socket open; -1 if none is seen. Looks at the user's processes only. */
  int holder(Row row) {
    String link = "socket:[" + row.inode + "]";
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        int pid = Integer.parseInt(process.getFileName().toString());
        if (user(pid) == row.user && holds(process.resolve("fd"), link)) {
          return pid;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
    return -1;
  }

  private static boolean holds(Path descriptors, String link) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(descriptors)) {
      for (Path file : files) {
        if (link.equals(target(file))) {
          return true;
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return false; // of another user, or gone
    }
    return false;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static BufferedReader reader(Path path) throws IOException {
    return Files.newBufferedReader(path, StandardCharsets.ISO_8859_1);
  }
}
