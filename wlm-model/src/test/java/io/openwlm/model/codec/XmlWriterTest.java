package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.ForeignElement;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What z/OS cannot express is listed, and nothing that is written can break the document. */
class XmlWriterTest {
  private static final String LINUX =
      """
      service-definition:
        name: Linux_host
        description: a Linux host with a description that is longer than thirty-two
        cgroup-root: /apps
        control: { enforce: true }
        notes: ["trailing   ", "日本"]
        service-classes:
          - name: WEB
            importance: 1
            goal: { response-time: 1500us, percentile: 95, velocity-without-transactions: 40 }
            cgroup: /apps/web
            placement: move
            weight: { min: 50 }
            reporters: [www]
          - { name: JOBS, importance: 3, goal: { throughput: 100/min } }
          - { name: AGENTS, importance: 4, goal: { tokens: 1000/hour } }
        classification:
          - when: { user: www, command: nginx }
            service-class: WEB
          - when: { executable: /usr/bin/make }
            service-class: JOBS
            rules:
              - when: { user: ci }
                service-class: AGENTS
          - when: { user: backup }
            service-class: UNMANAGED
          - when: { user: ops }
            service-class: JOBS
        default-service-class: JOBS
      """;

  private static ServiceDefinition linux() {
    return DefinitionReader.read("linux.yaml", LINUX).definition().orElseThrow();
  }

  private static ServiceDefinition with(List<ForeignElement> foreign) {
    ServiceDefinition d = linux();
    return new ServiceDefinition(
        d.header(),
        d.policies(),
        d.classes(),
        d.classification(),
        d.parameters(),
        d.environments(),
        d.host(),
        foreign);
  }

  @Test
  void listsEveryLoss() {
    Written written = XmlWriter.write(linux());
    assertThat(written.losses())
        .extracting(Problem::toString)
        .map(p -> p.replace("Linux_host: warning ", ""))
        .containsExactly(
            "WLM0184W control is left out: z/OS has no such thing",
            "WLM0184W cgroup-root /apps is left out: z/OS has no such thing",
            "WLM0181W z/OS refuses the service definition name Linux_host: it is written as it is"
                + " (hint: 1 to 8 capital letters, digits and $ # @ _)",
            "WLM0181W z/OS refuses the description of the definition: it is written as it is"
                + " (hint: at most 32 characters, found 62)",
            "WLM0186W the end of line 1 of the notes is left out: z/OS fills up with blanks",
            "WLM0181W z/OS refuses line 2 of the notes: it is written as it is"
                + " (hint: EBCDIC does not have all of its characters)",
            "WLM0184W cgroup, placement, weight, reporters of service class WEB is left out:"
                + " z/OS has no such thing",
            "WLM0182W goal 1.5ms of service class WEB becomes 00:00:00.002: z/OS has none like it",
            "WLM0183W velocity-without-transactions 40 of service class WEB is left out",
            "WLM0182W goal 1.67/s of service class JOBS becomes discretionary:"
                + " z/OS has none like it",
            "WLM0182W goal tokens 1000/hour of service class AGENTS becomes discretionary:"
                + " z/OS has none like it",
            "WLM0185W OMVS rule command=nginx user=www -> WEB is left out:"
                + " a rule of z/OS has one condition",
            "WLM0185W OMVS rule executable=/usr/bin/make -> JOBS is left out:"
                + " z/OS has no qualifier executable, with the 1 in it",
            "WLM0185W OMVS rule user=backup -> UNMANAGED is left out: z/OS has no class UNMANAGED",
            "WLM0181W z/OS refuses rules of OMVS without a default service class:"
                + " it is written as it is"
                + " (hint: name one before you send the definition to z/OS)",
            "WLM0185W STC rule command=nginx user=www -> WEB is left out:"
                + " a rule of z/OS has one condition",
            "WLM0185W STC rule executable=/usr/bin/make -> JOBS is left out:"
                + " z/OS has no qualifier executable, with the 1 in it",
            "WLM0185W STC rule user=backup -> UNMANAGED is left out: z/OS has no class UNMANAGED",
            "WLM0186W default-service-class JOBS is left out:"
                + " z/OS has a default for each subsystem type only");
    assertThat(written.losses()).allMatch(p -> p.severity() == Severity.WARNING);
  }

  @Test
  void writesTheRulesThatAreLeft() {
    assertThat(XmlWriter.write(linux()).text())
        .contains(
            """
                  <SubsystemType>OMVS</SubsystemType>
                  <EWLMClassification>Never</EWLMClassification>
                  <ClassificationRules>
                    <ClassificationRule>
                      <QualifierType>Userid</QualifierType>
                      <QualifierValue>ops</QualifierValue>
                      <ServiceClassName>JOBS</ServiceClassName>
                      <StorageCritical>No</StorageCritical>
                      <RegionGoal>No</RegionGoal>
                      <ReportingAttribute>None</ReportingAttribute>
                      <Boost>No</Boost>
                    </ClassificationRule>
            """);
  }

  @Test
  void neverLetsForeignTextBreakTheDocument() {
    List<String> bad =
        List.of(
            "<open>",
            "</f><f>",
            "</ServiceDefinition>",
            "<!DOCTYPE a><a/>",
            "<a>&nbsp;</a>",
            "@a=\"1\"><evil/><f b=\"2\"",
            "@a",
            "@",
            "<!-- open",
            "<p:a/>",
            "\u0000");
    for (String xml : bad) {
      Written written =
          XmlWriter.write(with(List.of(new ForeignElement("/ServiceDefinition", xml))));
      assertThat(written.losses()).extracting(Problem::code).as(xml).contains("WLM0187W");
      assertThat(XmlCanon.of(written.text()))
          .isEqualTo(XmlCanon.of(XmlWriter.write(linux()).text()));
    }
  }

  @Test
  void saysWhichForeignElementHasNoPlaceAnyMore() {
    ForeignElement lost = new ForeignElement("/ServiceDefinition/Workloads/Workload[GONE]", "<A/>");
    assertThat(XmlWriter.write(with(List.of(lost))).losses().getLast().message())
        .isEqualTo(
            "the foreign element of /ServiceDefinition/Workloads/Workload[GONE] is left out:"
                + " its place is not there");
  }

  @Test
  void keepsForeignAttributesApart() {
    Written written =
        XmlWriter.write(
            with(
                List.of(
                    new ForeignElement("/ServiceDefinition", "@xmlns:p=\"urn:1\" p:a=\"1\""),
                    new ForeignElement("/ServiceDefinition", "@xmlns:p=\"urn:2\" p:a=\"2\""),
                    new ForeignElement("/ServiceDefinition", "@b=\"3\""),
                    new ForeignElement("/ServiceDefinition", "@b=\"4\""))));
    assertThat(XmlCanon.of(written.text())).contains("[{null}b=3, {urn:1}a=1, {urn:2}a=2]");
    assertThat(written.losses().getLast().code()).isEqualTo("WLM0187W");
  }
}
