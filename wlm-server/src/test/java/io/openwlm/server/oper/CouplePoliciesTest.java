package io.openwlm.server.oper;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.server.oper.OperAnswer.Result;
import io.openwlm.server.oper.PolicySwitch.Installed;
import io.openwlm.server.oper.PolicySwitch.Switched;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CouplePoliciesTest {
  private static final Revision OLD = new Revision(1, "aa", "DEF", 10, "ann", "A", "old.yaml");
  private static final Revision NEW = new Revision(2, "bb", "DEF", 20, "bob", "B", "new.yaml");
  private static final Activation ACTIVE =
      new Activation("WEEKDAY", "DEF", 1, 30, "cid", "C", null);

  /** Answers the methods that operator commands use, and fails in all others. */
  private static PolicySwitch policies(ActivationAnswer answer) {
    return new CouplePolicies(
        (PolicyControl)
            Proxy.newProxyInstance(
                CouplePoliciesTest.class.getClassLoader(),
                new Class<?>[] {PolicyControl.class},
                (_, method, _) ->
                    switch (method.getName()) {
                      case "active" -> ACTIVE;
                      case "installed" -> NEW;
                      case "history" -> List.of(NEW, OLD);
                      case "definition" -> Optional.empty();
                      case "activate" -> answer;
                      default -> throw new UnsupportedOperationException(method.getName());
                    }));
  }

  @Test
  void tellsTheDefinitionOfTheActivePolicyNotTheNewestOne() {
    assertThat(policies(new ActivationAnswer.NothingPending()).facts())
        .isEqualTo(
            new PolicySwitch.Facts(
                "WEEKDAY", "DEF", 30, "cid", "C", new Installed(10, "ann", "A"), List.of()));
  }

  @Test
  void eachAnswerHasItsResult() {
    assertThat(activate(new ActivationAnswer.InForce(ACTIVE)))
        .isEqualTo(new Switched(Result.DONE, ""));
    assertThat(activate(new ActivationAnswer.Busy("B", "WEEKEND", 1)).result())
        .isEqualTo(Result.CONFLICT);
    assertThat(activate(new ActivationAnswer.NoSuchPolicy(List.of("X", "Y"))))
        .isEqualTo(
            new Switched(
                Result.NO_SUCH_OBJECT, "THE INSTALLED DEFINITION HAS NO SUCH POLICY; IT HAS X, Y"));
    assertThat(activate(new ActivationAnswer.Refused("no room")))
        .isEqualTo(new Switched(Result.NOT_DONE, "no room"));
    assertThat(activate(new ActivationAnswer.Would(List.of())).result()).isEqualTo(Result.NOT_DONE);
  }

  private static Switched activate(ActivationAnswer answer) {
    return policies(answer).activate("X", "ann");
  }
}
