package io.openwlm.tokens.journal;

import java.io.IOException;
import java.util.List;

/** The files of one directory, as far as the journal needs them. */
interface JournalDisk {
  /** Names of all files, in any order. */
  List<String> list() throws IOException;

  /** The whole content of a file. */
  byte[] read(String name) throws IOException;

  /** Makes a file that must not exist, and opens it. */
  Out create(String name) throws IOException;

  /** Gives a file another name; what had that name is gone. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** Brings names to the disk. */
  void force() throws IOException;

  /** A file that grows. */
  interface Out extends AutoCloseable {
    /** Writes all of it at the end. */
    void write(byte[] bytes, int from, int length) throws IOException;

    /** Brings the content to the disk. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }
}
