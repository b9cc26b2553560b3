package io.openwlm.bench;

import io.openwlm.core.classify.Classifier;
import io.openwlm.core.classify.WorkClassification;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Finding the service class of one piece of work among many rules, next to other ways to do it.
 * Before anything is measured, every way has to give the same answer to all work.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClassificationBenchmark {
  private static final long SEED = 20261121;

  /** Rules, their work, and OpenWLM's classifier. */
  @State(Scope.Thread)
  public static class Rules {
    /** Rules of the definition. */
    @Param({"10", "100", "1000"})
    public int rules = 10;

    private ServiceDefinition definition = ManyClasses.plain(1);
    private Classifier classifier = new Classifier(definition);
    private WorkAttributes[] work = {};
    private int next;

    /** Builds the classifier and the work. */
    @Setup
    public void prepare() {
      RuleWorkload workload = new RuleWorkload(rules, SEED);
      definition = workload.definition();
      classifier = new Classifier(definition);
      work = workload.work();
    }

    WorkAttributes next() {
      next = next + 1 & RuleWorkload.REQUESTS - 1;
      return work[next];
    }

    /** The peer, if it answers as the classifier does. */
    <P extends Peer> P checked(P peer) {
      for (WorkAttributes w : work) {
        String ours = classifier.classify(w).rule();
        if (!ours.equals(peer.rule(w))) {
          throw new IllegalStateException(w + ": " + ours + ", not " + peer.rule(w));
        }
      }
      return peer;
    }
  }

  /** The plain way. */
  @State(Scope.Thread)
  public static class Linear {
    private LinearRules peer = new LinearRules(ManyClasses.plain(1));

    /** Builds and checks it. */
    @Setup
    public void prepare(Rules rules) {
      peer = rules.checked(new LinearRules(rules.definition));
    }
  }

  /** Regular expressions. */
  @State(Scope.Thread)
  public static class Regex {
    private PredicateRules peer = PredicateRules.regex(ManyClasses.plain(1));

    /** Builds and checks it. */
    @Setup
    public void prepare(Rules rules) {
      peer = rules.checked(PredicateRules.regex(rules.definition));
    }
  }

  /** Spring's AntPathMatcher. */
  @State(Scope.Thread)
  public static class Spring {
    private PredicateRules peer = PredicateRules.spring(ManyClasses.plain(1));

    /** Builds and checks it. */
    @Setup
    public void prepare(Rules rules) {
      peer = rules.checked(PredicateRules.spring(rules.definition));
    }
  }

  /** Drools. */
  @State(Scope.Thread)
  public static class Drools {
    private Peer peer = work -> "";

    /** Builds and checks it. */
    @Setup
    public void prepare(Rules rules) {
      peer = rules.checked(new DroolsRules(rules.definition));
    }
  }

  /** OpenWLM. */
  @Benchmark
  public WorkClassification openwlm(Rules rules) {
    return rules.classifier.classify(rules.next());
  }

  /** The plain way. */
  @Benchmark
  public String linear(Rules rules, Linear linear) {
    return linear.peer.rule(rules.next());
  }

  /** Regular expressions. */
  @Benchmark
  public String regex(Rules rules, Regex regex) {
    return regex.peer.rule(rules.next());
  }

  /** Spring's AntPathMatcher. */
  @Benchmark
  public String spring(Rules rules, Spring spring) {
    return spring.peer.rule(rules.next());
  }

  /** Drools. */
  @Benchmark
  public String drools(Rules rules, Drools drools) {
    return drools.peer.rule(rules.next());
  }

  /** Compiling the rules, as a new definition does. */
  @Benchmark
  public Classifier rebuild(Rules rules) {
    return new Classifier(rules.definition);
  }
}
