package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.diff.Change;
import io.openwlm.model.diff.DefinitionDiff;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the generator of definitions, which only this package sees. */
class DefinitionDiffProperties {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void findsNoChangeExactlyInEqualDefinitions(long seed) {
    ServiceDefinition one = DefinitionGenerator.generate(new Random(seed));
    ServiceDefinition same = DefinitionGenerator.generate(new Random(seed));
    ServiceDefinition other = DefinitionGenerator.generate(new Random(seed + 1000));
    assertThat(DefinitionDiff.between(one, same)).as("seed %d", seed).isEmpty();
    List<Change> there = DefinitionDiff.between(one, other);
    assertThat(there).as("seed %d", seed).isNotEmpty();
    there.forEach(c -> assertThat(c.path()).as("seed %d", seed).isNotBlank());
    long added = there.stream().filter(c -> c.kind() == Change.Kind.ADDED).count();
    List<Change> back = DefinitionDiff.between(other, one);
    assertThat(back.stream().filter(c -> c.kind() == Change.Kind.REMOVED))
        .as("seed %d", seed)
        .hasSize((int) added);
  }
}
