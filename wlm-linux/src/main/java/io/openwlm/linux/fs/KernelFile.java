package io.openwlm.linux.fs;

import java.nio.ByteBuffer;

/** A kernel file kept open for reading again and again from its start. */
public interface KernelFile extends AutoCloseable {
  /** The group or process behind the file is gone: close it. */
  int VANISHED = -1;

  /** The read failed for another reason. */
  int FAILED = -2;

  /**
   * Reads the file from its start. Allocates nothing.
   *
   * @param into cleared first; afterwards flipped, so that it holds exactly what was read
   * @return bytes read, {@link #VANISHED} or {@link #FAILED}
   */
  int read(ByteBuffer into);

  @Override
  void close();
}
