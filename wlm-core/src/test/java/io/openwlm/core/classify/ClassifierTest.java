package io.openwlm.core.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.WorkClassifier;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.classification.WorkAttributes;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  private static final String TEXT =
      """
      service-definition:
        name: HOST
        service-classes:
          - { name: WEB, importance: 1, goal: { velocity: 60 }, cgroup: /wlm/web }
          - { name: CI, importance: 4, goal: { velocity: 20 }, cgroup: /wlm/ci }
          - { name: REST, goal: discretionary }
        classification:
          - when: { executable: /usr/sbin/nginx, user: www-% }
            service-class: WEB
          - when: { command: sshd }
            service-class: UNMANAGED
          - when: { user: ci* }
            service-class: CI
        default-service-class: REST
      """;
  private static final Classifier CLASSIFIER = new Classifier(definition(TEXT));

  private static ServiceDefinition definition(String text) {
    return DefinitionReader.read("host.yaml", text).definition().orElseThrow();
  }

  private static WorkAttributes work(String cgroup, String exe, String command, String user) {
    return new WorkAttributes(77, cgroup, exe, command, user, null, null);
  }

  private static String classOf(WorkAttributes work) {
    return CLASSIFIER.className(CLASSIFIER.classIndex(work));
  }

  @Test
  void firstMatchingRuleWinsOverTheCgroup() {
    assertThat(classOf(work("/wlm/ci", "/usr/sbin/nginx", "nginx", "www-1"))).isEqualTo("WEB");
    assertThat(classOf(work("/wlm/ci", "/usr/sbin/sshd", "sshd", "ci"))).isEqualTo("UNMANAGED");
    assertThat(classOf(work("/wlm/web", "/bin/x", "x", "ci-bot"))).isEqualTo("CI");
  }

  @Test
  void boundCgroupComesNextAndCountsWholeSegments() {
    assertThat(classOf(work("/wlm/ci", "/bin/x", "x", "bob"))).isEqualTo("CI");
    assertThat(classOf(work("/wlm/ci/a/b", "/bin/x", "x", "bob"))).isEqualTo("CI");
    assertThat(classOf(work("/wlm/ci2", "/bin/x", "x", "bob"))).isEqualTo("REST");
    assertThat(classOf(work("/wlm", "/bin/x", "x", "bob"))).isEqualTo("REST");
  }

  @Test
  void unknownAttributesMatchNothingAndGetTheDefault() {
    assertThat(classOf(new WorkAttributes(1, null, null, null, null, null, null)))
        .isEqualTo("REST");
    Classifier noDefault =
        new Classifier(definition(TEXT.replace("  default-service-class: REST\n", "")));
    assertThat(noDefault.classIndex(work("/x", "/bin/x", "x", "bob")))
        .isEqualTo(WorkClassifier.UNMANAGED);
  }

  @Test
  void explainsEveryRule() {
    assertThat(CLASSIFIER.explain(work("/wlm/ci/a", "/usr/sbin/nginx", "evil\u001b[2J", "bob")))
        .isEqualTo(
            """
            process 77
              cgroup        /wlm/ci/a
              executable    /usr/sbin/nginx
              command       evil\\u001b[2J
              user          bob
              systemd-unit  -
              container     -
            rules of HOST, first match wins
              1. executable=/usr/sbin/nginx user=www-% -> WEB (line 8)
                 no: user bob does not match www-%
              2. command=sshd -> UNMANAGED (line 10)
                 no: command evil\\u001b[2J does not match sshd
              3. user=ci* -> CI (line 12)
                 no: user bob does not match ci*
            result: CI (no rule matches, its cgroup is at or below /wlm/ci)
            """);
    assertThat(CLASSIFIER.explain(work("/x", "/usr/sbin/nginx", "nginx", "www-1")))
        .contains("1. executable=/usr/sbin/nginx user=www-% -> WEB (line 8)\n     match\n")
        .contains("2. command=sshd -> UNMANAGED (line 10)\n     not looked at\n")
        .endsWith("result: WEB (rule 1)\n");
    assertThat(CLASSIFIER.explain(new WorkAttributes(0, null, null, null, null, null, null)))
        .startsWith("work\n")
        .contains("no: executable is not known")
        .endsWith("result: REST (no rule matches, no class owns its cgroup: the default)\n");
  }

  @Test
  void refusesADefinitionThatNamesNoClass() {
    ServiceDefinition d = definition(TEXT);
    ServiceDefinition broken =
        new ServiceDefinition(
            d.name(), "", d.control(), d.cgroupRoot(), d.serviceClasses(), d.rules(), "NOBODY");
    assertThatThrownBy(() -> new Classifier(broken))
        .hasMessage("service class NOBODY is not defined");
  }

  @Test
  void explanationAndAnswerAgreeForAnyWork() {
    Random random = new Random(42);
    String[] values = {null, "/wlm/ci", "/wlm/web/x", "www-1", "ci", "sshd", "/usr/sbin/nginx"};
    for (int i = 0; i < 2_000; i++) {
      WorkAttributes w =
          work(
              values[random.nextInt(values.length)],
              values[random.nextInt(values.length)],
              values[random.nextInt(values.length)],
              values[random.nextInt(values.length)]);
      assertThat(CLASSIFIER.explain(w)).contains("result: " + classOf(w) + " (");
    }
  }

  @Test
  void lookingUpAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    WorkAttributes w = work("/wlm/ci/a", "/bin/x", "x", "bob");
    long sum = 0;
    for (int i = 0; i < 20_000; i++) {
      sum += CLASSIFIER.classIndex(w);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 20_000; i++) {
      sum += CLASSIFIER.classIndex(w);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isEqualTo(40_000);
    assertThat(allocated).isLessThan(20_000);
  }
}
