package io.openwlm.server.llm.wire;

/** How much of an answer is kept to be read: what is longer is passed on, and estimated. */
final class HeapShare {
  private static final int SHARE = 64;
  private static final long LEAST = 1 << 20;
  private static final long MOST = 32 << 20;

  private HeapShare() {}

  /** Bytes, from 1 to 32 MiB. */
  static int ofOneAnswer() {
    return (int) Math.clamp(Runtime.getRuntime().maxMemory() / SHARE, LEAST, MOST);
  }
}
