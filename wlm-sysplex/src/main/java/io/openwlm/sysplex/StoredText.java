package io.openwlm.sysplex;

import io.openwlm.sysplex.StoreFiles.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the text of a revision that a scan found, and checks it again. */
final class StoredText {
  private StoredText() {}

  static String of(StoreFile file, LogScan.Found found) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(found.length());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, found.offset() + bytes.position()) <= 0) {
        throw new IOException("the file is shorter than it was");
      }
    }
    byte[] line = bytes.array();
    try {
      if (LogLine.isSound(line, line.length)
          && RecordText.read(line, line.length).record() instanceof LogRecord.Installed installed
          && installed.revision().equals(found.revision())) {
        return installed.text();
      }
    } catch (RecordText.Unfit e) {
      throw new IOException(e.getMessage(), e);
    }
    throw new IOException("it changed on the disk");
  }
}
