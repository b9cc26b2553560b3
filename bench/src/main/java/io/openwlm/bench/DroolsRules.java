package io.openwlm.bench;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Locale;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.StatelessKieSession;

/**
 * The rules as a Drools program: rules in rules become rules with both conditions that come first;
 * salience gives the order and an activation group lets one rule fire.
 */
public final class DroolsRules implements Peer {
  private final StatelessKieSession session;
  private final StringBuilder program = new StringBuilder();
  private int salience = 1_000_000;

  /** A piece of work as Drools sees it, with the answer. */
  public static final class Fact {
    private final WorkAttributes work;
    private String rule = "";

    Fact(WorkAttributes work) {
      this.work = work;
    }

    public String getSubsystem() {
      return work.subsystem().name();
    }

    public @Nullable String getTn() {
      return work.get(QualifierType.TN);
    }

    public @Nullable String getUi() {
      return work.get(QualifierType.UI);
    }

    public @Nullable String getLu() {
      return work.get(QualifierType.LU);
    }

    public @Nullable String getTc() {
      return work.get(QualifierType.TC);
    }

    public @Nullable String getSy() {
      return work.get(QualifierType.SY);
    }

    public @Nullable String getPf() {
      return work.get(QualifierType.PF);
    }

    public @Nullable String getPn() {
      return work.get(QualifierType.PN);
    }

    public @Nullable String getSi() {
      return work.get(QualifierType.SI);
    }

    public @Nullable String getCt() {
      return work.get(QualifierType.CT);
    }

    public void setRule(String rule) {
      this.rule = rule;
    }
  }

  DroolsRules(ServiceDefinition definition) {
    program.append("package bench;\nimport ").append(Fact.class.getCanonicalName()).append(";\n");
    for (Classification c : definition.classification().classifications()) {
      String subsystem = "subsystem == \"" + c.subsystem() + "\"";
      String path = c.subsystem() + " ";
      for (int i = 0; i < c.rules().size(); i++) {
        append(c.rules().get(i), subsystem, path + (i + 1));
      }
    }
    KieServices services = KieServices.Factory.get();
    KieFileSystem files = services.newKieFileSystem();
    files.write("src/main/resources/bench/rules.drl", program.toString());
    KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new IllegalStateException(builder.getResults().toString());
    }
    session =
        services.newKieContainer(builder.getKieModule().getReleaseId()).newStatelessKieSession();
  }

  private void append(ClassificationRule rule, String above, String path) {
    String test = above + ", " + test(rule.when().getFirst());
    for (int i = 0; i < rule.rules().size(); i++) {
      append(rule.rules().get(i), test, path + "." + (i + 1));
    }
    program.append("rule \"").append(path).append("\"\n  salience ").append(salience--);
    program.append("\n  activation-group \"first\"\n  when\n    $f : Fact(");
    program.append(test).append(")\n  then\n    $f.setRule(\"").append(path).append("\");\nend\n");
  }

  private static String test(Condition condition) {
    String field = condition.type().name().toLowerCase(Locale.ROOT);
    String mask = condition.value();
    if (mask.endsWith("*")) {
      return field + " str[startsWith] \"" + mask.substring(0, mask.length() - 1) + "\"";
    }
    return mask.contains("%")
        ? field + " matches \"" + mask.replace('%', '.') + "\""
        : field + " == \"" + mask + "\"";
  }

  @Override
  public String rule(WorkAttributes work) {
    Fact fact = new Fact(work);
    session.execute(fact);
    return fact.rule.isEmpty() ? "default of " + work.subsystem() : fact.rule;
  }
}
