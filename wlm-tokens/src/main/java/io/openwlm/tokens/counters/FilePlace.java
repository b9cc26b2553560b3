package io.openwlm.tokens.counters;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Until where a file was read, so that the same file is known again: where it lies on the disk, how
 * far, and a hash of the last bytes before that, because inodes are used again.
 *
 * @param tail hash of the last {@link #TAIL} bytes before the offset
 * @param sequences the last sequence number of each writer, the newest writers only
 */
record FilePlace(
    long device, long inode, long offset, long tail, Map<String, Long> sequences) {
  static final int TAIL = 64;
  static final int MOST_WRITERS = 32;
  private static final int VERSION = 1;

  FilePlace {
    sequences = new LinkedHashMap<>(sequences);
  }

  boolean isIn(long otherDevice, long otherInode) {
    return device == otherDevice && inode == otherInode;
  }

  static long hash(byte[] bytes, int from, int to) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, to - from);
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] encode() {
    int size = 1 + 4 * Long.BYTES + 4;
    for (String writer : sequences.keySet()) {
      size += 4 + writer.getBytes(StandardCharsets.UTF_8).length + Long.BYTES;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put((byte) VERSION).putLong(device).putLong(inode).putLong(offset).putLong(tail);
    out.putInt(sequences.size());
    sequences.forEach(
        (writer, sequence) -> {
          byte[] name = writer.getBytes(StandardCharsets.UTF_8);
          out.putInt(name.length).put(name).putLong(sequence);
        });
    return out.array();
  }

  /** Null if it is not what {@link #encode} wrote. */
  static @Nullable FilePlace decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (in.get() != VERSION) {
        return null;
      }
      long device = in.getLong();
      long inode = in.getLong();
      long offset = in.getLong();
      long tail = in.getLong();
      Map<String, Long> sequences = new LinkedHashMap<>();
      for (int left = in.getInt(); left > 0; left--) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
          return null;
        }
        byte[] name = new byte[length];
        in.get(name);
        sequences.put(new String(name, StandardCharsets.UTF_8), in.getLong());
      }
      return offset < 0 ? null : new FilePlace(device, inode, offset, tail, sequences);
    } catch (BufferUnderflowException e) {
      return null;
    }
  }
}
