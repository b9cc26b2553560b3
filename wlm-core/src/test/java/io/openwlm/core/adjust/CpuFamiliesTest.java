package io.openwlm.core.adjust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights compare only below one parent. */
class CpuFamiliesTest {

  @Test
  void groupsUnderOneParentAreOneFamily() {
    CpuFamilies families =
        CpuFamilies.of(List.of(List.of("/wlm/a"), List.of("/wlm/b", "/wlm/c"), List.of()));
    assertThat(families).isSameAs(CpuFamilies.ONE);
    assertThat(families.areSiblings(0, 1)).isTrue();
  }

  @Test
  void groupsUnderDifferentParentsAreNot() {
    CpuFamilies families =
        CpuFamilies.of(
            List.of(
                List.of("/system.slice/web.service"),
                List.of("/wlm/builds"),
                List.of("/system.slice/db.service"),
                List.of("/top")));
    assertThat(families.count()).isEqualTo(3);
    assertThat(families.areSiblings(0, 2)).isTrue();
    assertThat(families.areSiblings(0, 1)).isFalse();
    assertThat(families.areSiblings(1, 3)).as("the parent of /top is the root").isFalse();
    assertThat(families.family(0)).isEqualTo(families.family(2));
    assertThat(families.family(0)).isNotEqualTo(families.family(1));
  }

  @Test
  void aChildOfASiblingIsNoSibling() {
    CpuFamilies families = CpuFamilies.of(List.of(List.of("/wlm/a"), List.of("/wlm/b/c")));
    assertThat(families.areSiblings(0, 1)).isFalse();
  }

  @Test
  void aClassWithSeveralParentsJoinsTheirFamiliesAndNotTheirWeights() {
    CpuFamilies families =
        CpuFamilies.of(
            List.of(List.of("/x/a"), List.of("/y/b"), List.of("/z/c"), List.of("/y/d", "/x/d")));
    assertThat(families.count()).isEqualTo(2);
    assertThat(families.areSiblings(0, 3)).isTrue();
    assertThat(families.areSiblings(1, 3)).isTrue();
    assertThat(families.areSiblings(0, 1)).isFalse();
    assertThat(families.family(0)).isEqualTo(families.family(1));
    assertThat(families.family(2)).isNotEqualTo(families.family(1));
  }

  @Test
  void aClassWithoutGroupsCompetesWithNobody() {
    CpuFamilies families =
        CpuFamilies.of(List.of(List.of("/x/a"), List.of("/y/b"), List.<String>of()));
    assertThat(families.areSiblings(0, 2)).isFalse();
    assertThat(families.areSiblings(2, 1)).isFalse();
  }
}
