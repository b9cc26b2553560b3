package io.openwlm.app.cli;

import java.util.List;

/** The help of {@code wlm policy}: examples first, then its commands. */
final class PolicyOverview {
  static final List<String> NAMES = List.of("check", "fmt", "convert", "diff", "test");

  static final String TEXT =
      """
      Examples:
        wlm policy check my.yaml                 every problem, with its place and a hint
        wlm policy fmt -w my.yaml                the usual layout, comments kept
        wlm policy convert --to yaml -o my.yaml wlm.xml     from the z/OS form
        wlm policy diff old.yaml new.yaml        what is different in meaning
        wlm policy test my.yaml                  the tests in tests/my.yaml

      Usage: wlm policy COMMAND [OPTIONS] FILE...

        check      examine service definitions; wlm check is the short name
        fmt        bring definitions into the usual layout, or check that they are
        convert    write a definition in another form: YAML, JSON, z/OS XML
        diff       compare two definitions
        test       run tests of a definition: work, and the class it must get

      None of them needs a daemon or changes what is in force.
      wlm help policy COMMAND shows one of them.
      """;

  private PolicyOverview() {}
}
