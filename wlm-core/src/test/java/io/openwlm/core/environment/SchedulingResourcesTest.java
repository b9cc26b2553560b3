package io.openwlm.core.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.OperatorControl.ResourceState;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.definition.SchedulingEnvironment;
import io.openwlm.model.definition.SchedulingEnvironment.Requirement;
import io.openwlm.model.definition.SchedulingResource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulingResourcesTest {
  private final SchedulingResources resources = new SchedulingResources();

  private static Environments defined(String... names) {
    return new Environments(
        List.of(),
        Arrays.stream(names).map(n -> new SchedulingResource(n, "", ChangeHistory.NONE)).toList(),
        List.of(environment("LATE", new Requirement("DB", true), new Requirement("DAY", false))));
  }

  private static SchedulingEnvironment environment(String name, Requirement... needs) {
    return new SchedulingEnvironment(name, "", ChangeHistory.NONE, List.of(needs));
  }

  private boolean isAvailable() {
    return resources.environments().getFirst().available();
  }

  @Test
  void isAvailableOnlyWhenEveryStateIsTheRequiredOne() {
    resources.define(defined("DB", "DAY"));
    assertThat(isAvailable()).as("RESET satisfies neither ON nor OFF").isFalse();
    resources.set("DB", ResourceState.ON);
    assertThat(isAvailable()).isFalse();
    resources.set("DAY", ResourceState.OFF);
    assertThat(isAvailable()).isTrue();
    resources.set("DAY", ResourceState.RESET);
    assertThat(isAvailable()).isFalse();
  }

  @Test
  void anActivationKeepsStatesForgetsWhatIsGoneAndResetsWhatIsNew() {
    resources.define(defined("DB", "DAY"));
    resources.set("DB", ResourceState.ON);
    resources.set("DAY", ResourceState.OFF);
    resources.define(defined("DB", "TAPE"));
    assertThat(resources.resources())
        .extracting(r -> r.name() + " " + r.state())
        .containsExactly("DB ON", "TAPE RESET");
    resources.define(defined("DB", "DAY"));
    assertThat(resources.state("DAY")).isEqualTo(ResourceState.RESET);
  }

  @Test
  void anEnvironmentThatNeedsNothingIsAlwaysAvailable() {
    assertThat(resources.isAvailable(environment("ANYWHERE"))).isTrue();
  }

  @Test
  void anUnknownResourceCannotBeSet() {
    assertThatThrownBy(() -> resources.set("DB", ResourceState.ON))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
