package io.openwlm.core.adaptive;

/** The weights with the moves of one interval found so far, and who had a part in them. */
final class Moves {
  double[] weights;
  final boolean[] gave;
  final boolean[] received;

  Moves(Picture picture) {
    weights = picture.weights();
    gave = new boolean[picture.size];
    received = new boolean[picture.size];
  }

  boolean isTouched(int i) {
    return gave[i] || received[i];
  }

  /** Takes over what a search found. */
  void keep(double[] tentative) {
    for (int i = 0; i < tentative.length; i++) {
      gave[i] |= tentative[i] < weights[i];
      received[i] |= tentative[i] > weights[i];
    }
    weights = tentative;
  }
}
