package io.openwlm.server.intake;

import io.openwlm.core.port.TokenSpend;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes down what counts; knows every agent but one. */
final class RecordingSpend implements TokenSpend {
  final List<Spent> counted = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  @Override
  public Outcome spend(Spent spent) {
    if (spent.agent().equals("nobody")) {
      return Outcome.UNKNOWN_AGENT;
    }
    if (!ids.add(spent.agent() + spent.id())) {
      return Outcome.DUPLICATE;
    }
    counted.add(spent);
    return Outcome.COUNTED;
  }
}
