package io.openwlm.sysplex;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The files of one directory, as far as a store needs them. Names are constants of this package.
 */
interface StoreFiles {
  /** True if there is anything of this name, a dangling link included. */
  boolean exists(String name);

  /** Opens a regular file for reading and writing. */
  StoreFile open(String name) throws IOException;

  /** Makes a file that must not exist, and opens it. */
  StoreFile create(String name) throws IOException;

  void delete(String name) throws IOException;

  /** Puts a file in the place of another in one step. */
  void replace(String name, String by) throws IOException;

  /** Brings names to the disk. */
  void force() throws IOException;

  /** What messages call a file. */
  String describe(String name);

  /** An open file. */
  interface StoreFile extends AutoCloseable {
    long size() throws IOException;

    /** As {@link java.nio.channels.FileChannel#read(ByteBuffer, long)}. */
    int read(ByteBuffer into, long at) throws IOException;

    /** Writes all of it. */
    void write(ByteBuffer from, long at) throws IOException;

    void truncate(long size) throws IOException;

    /** Brings the content to the disk. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }
}
