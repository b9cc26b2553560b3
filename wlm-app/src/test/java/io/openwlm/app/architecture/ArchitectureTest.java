package io.openwlm.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The layers of docs/start-here.md, as rules that fail the build. They start at zero violations.
 */
class ArchitectureTest {
  private static final String ROOT = "io.openwlm";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(ROOT);

  @Test
  void looksAtTheWholeProduct() {
    assertThat(CLASSES.size()).as("classes seen: an empty scan proves nothing").isGreaterThan(50);
    for (String part :
        new String[] {"model", "core", "linux", "sysplex", "record", "tokens", "server", "app"}) {
      assertThat(CLASSES.stream().filter(c -> c.getPackageName().startsWith(ROOT + "." + part)))
          .as("classes of io.openwlm.%s", part)
          .isNotEmpty();
    }
  }

  @Test
  void modelDependsOnNothingOfOurs() {
    forbid(
        "model",
        "the model is values that every part shares: it must not know any part",
        "iwm",
        "core",
        "linux",
        "sysplex",
        "record",
        "tokens",
        "server",
        "simulator",
        "app");
  }

  @Test
  void iwmDependsOnTheModelAlone() {
    forbid(
        "iwm",
        "applications embed it: it must stay thin",
        "core",
        "linux",
        "sysplex",
        "record",
        "tokens",
        "server",
        "simulator",
        "app");
  }

  @Test
  void coreDoesNotKnowItsAdapters() {
    forbid(
        "core",
        "the core owns the ports and decides; adapters depend on it, never the other way",
        "linux",
        "sysplex",
        "record",
        "tokens",
        "server",
        "simulator",
        "app");
  }

  @Test
  void adaptersNeverSeeEachOther() {
    forbid(
        "linux",
        "a kernel adapter that knows the server cannot be tested or replaced alone",
        "sysplex",
        "record",
        "tokens",
        "server",
        "simulator",
        "app");
    forbid(
        "sysplex",
        "a store must not know whose policies it keeps",
        "linux",
        "record",
        "tokens",
        "server",
        "simulator",
        "app");
    forbid(
        "server",
        "inbound adapters speak to the core only",
        "linux",
        "sysplex",
        "record",
        "tokens",
        "simulator",
        "app");
    forbid(
        "record",
        "records are written and read without a kernel and without a server",
        "linux",
        "sysplex",
        "tokens",
        "server",
        "simulator",
        "app");
    forbid(
        "tokens",
        "files of agents are read and written without a kernel and without a server",
        "linux",
        "sysplex",
        "record",
        "server",
        "simulator",
        "app");
    forbid(
        "simulator",
        "the simulator replaces the outside, it is not part of it",
        "record",
        "tokens",
        "server",
        "app");
  }

  @Test
  void coreDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".core..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.lang.foreign..",
                    "java.util.logging..",
                    "java.sql..")
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(
                        nameMatching("java\\.io\\.(Serializable|UncheckedIOException)"))))
        .because("the core decides; it does not read, write or log (house rule 2)")
        .check(CLASSES);
  }

  @Test
  void coreRollsNoDiceAndStartsNoThreads() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".core..")
        .should()
        .dependOnClassesThat(
            nameMatching(
                "java\\.util\\.Random|java\\.util\\.SplittableRandom|java\\.security\\.SecureRandom"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.util\\.random\\..*"
                    + "|java\\.util\\.UUID|java\\.util\\.Timer|java\\.time\\.Clock"
                    + "|java\\.util\\.concurrent\\.Executors"))
        .because("the same input must give the same decision, in tests and in replay")
        .check(CLASSES);
  }

  @Test
  void coreReadsNoClock() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".core..")
        .should(callMethod(System.class, "currentTimeMillis"))
        .orShould(callMethod(System.class, "nanoTime"))
        .orShould(callMethod(java.time.Instant.class, "now"))
        .because("the clock is read once a cycle, outside; below that time is a parameter")
        .check(CLASSES);
  }

  @Test
  void librariesStayInTheirPackage() {
    library("org.snakeyaml..", "only the codec parses", ROOT + ".model.codec..");
    library("picocli..", "only the programs have a command line", ROOT + ".app..");
    library(
        "org.eclipse.jetty..",
        "handlers must not know who serves them",
        ROOT + ".server.jetty..",
        ROOT + ".server.llm.http..",
        ROOT + ".server.llm.upstream..");
    library("io.prometheus..", "only the metrics are exposed with it", ROOT + ".server.metrics..");
    String otlp = "the intake reads OTLP, the metrics write it, nobody else";
    String[] both = {ROOT + ".server.intake..", ROOT + ".server.metrics.."};
    library("com.google.protobuf..", otlp, both);
    library("io.opentelemetry..", otlp, both);
    library("org.jline..", "only the live board drives a terminal", ROOT + ".app.top..");
  }

  @Test
  void onlyNamedClassesOfTheServerCallOut() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".server..")
        .and()
        .doNotHaveSimpleName("ScrapeClient")
        .and()
        .doNotHaveSimpleName("OtlpExport")
        .and()
        .doNotHaveSimpleName("UpstreamConnection")
        .should()
        .dependOnClassesThat(
            nameMatching("java\\.net\\.http\\.HttpClient|java\\.net\\.(Socket|URLConnection)"))
        .because("what may be reached is named by an operator, and checked in one place each (T8)")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("parts that need each other cannot be read, tested or changed alone")
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "..")
        .should()
        .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
        .because("such names hide what a class is for (house rules)")
        .check(CLASSES);
  }

  private static void forbid(String part, String because, String... others) {
    for (String other : others) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + part + "..")
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + "." + other + ".."))
          .because(because)
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  private static void library(String library, String because, String... homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .because(because)
        .check(CLASSES);
  }
}
