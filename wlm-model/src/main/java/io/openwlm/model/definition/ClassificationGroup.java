package io.openwlm.model.definition;

import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.Mask;
import io.openwlm.model.classification.QualifierType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of one qualifier type that rules name together. Groups hold no groups.
 *
 * @param name 1 to 8 characters on z/OS
 * @param type a type with a group form
 */
public record ClassificationGroup(
    String name,
    String description,
    ChangeHistory history,
    QualifierType type,
    List<Member> members) {
  public ClassificationGroup {
    members = List.copyOf(members);
  }

  /**
   * One value.
   *
   * @param value a {@link Mask}
   * @param start as in {@link Condition}
   */
  public record Member(String value, String description, @Nullable Integer start) {}
}
