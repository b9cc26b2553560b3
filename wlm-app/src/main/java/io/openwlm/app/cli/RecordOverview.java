package io.openwlm.app.cli;

import java.util.List;

/** The help of {@code wlm record}: examples first, then its commands. */
final class RecordOverview {
  static final List<String> NAMES = List.of("show", "dump", "report");

  static final String TEXT =
      """
      Examples:
        wlm record report --last 1h              what each service class did, summed up
        wlm record show --last 10m               the records, a line each
        wlm record show --type 99 -o json        decisions with all fields
        wlm record dump --type 72 --last 10s     field by field, in hexadecimal

      Usage: wlm record COMMAND [OPTIONS]

        show      list records
        dump      records field by field, or as raw bytes
        report    the Workload Activity report

      None of them needs a daemon. wlmd keeps records in the directory records below its --state.
      """;

  private RecordOverview() {}
}
