package io.openwlm.core.adjust;

import java.util.List;

/**
 * What the PI controller carries from one interval to the next; immutable.
 *
 * @param classes one entry per service class, in the order of the definition
 * @param loans weight taken and not yet given back
 */
public record PiState(List<ClassState> classes, List<Loan> loans, boolean started)
    implements ControlState {
  public PiState {
    classes = List.copyOf(classes);
    loans = List.copyOf(loans);
  }
}
