package io.openwlm.server.events;

import java.nio.charset.StandardCharsets;

/**
 * One event.
 *
 * @param id rises by one
 * @param data JSON in one line
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared, written as it is
record Event(long id, Topic topic, byte[] data) {
  byte[] frame() {
    byte[] head =
        ("id: " + id + "\nevent: " + topic.word() + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[head.length + data.length + 2];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(data, 0, frame, head.length, data.length);
    frame[frame.length - 2] = '\n';
    frame[frame.length - 1] = '\n';
    return frame;
  }
}
