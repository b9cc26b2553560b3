package io.openwlm.app.cli;

import java.util.List;

/** The help of {@code wlm couple}: examples first, then its commands. */
final class CoupleOverview {
  static final List<String> NAMES = List.of("export", "import", "format", "snapshot");

  static final String TEXT =
      """
      Examples:
        wlm couple export -o xml --out prod.xml      the newest definition, for z/OS
        wlm couple import plant.yaml                 install without a daemon
        wlm couple snapshot /backup/wlm.couple       a copy, also while the daemon runs
        wlm couple format --store /var/lib/wlm/couple

      Usage: wlm couple COMMAND [OPTIONS] [ARGUMENTS]

        export     print a definition of a couple data set: YAML, JSON, z/OS XML
        import     install a definition, or restore a snapshot; needs that no daemon runs
        format     make an empty couple data set; --force puts an old one aside
        snapshot   copy a couple data set to a file, while a daemon uses it or not

      Option of all: --store DIR, default /var/lib/wlm/couple.
      Exit codes for batch jobs: 0 done, 1 damaged or not readable, 2 usage, 4 no such revision,
        5 not permitted, 6 in use, exists or conflict, 7 definition not valid.
      wlm help couple COMMAND shows one of them.
      """;

  private CoupleOverview() {}
}
