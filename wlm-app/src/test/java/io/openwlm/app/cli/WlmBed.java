package io.openwlm.app.cli;

import io.openwlm.app.SampleStatus;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code wlm} with a daemon that notes what it is asked for. */
abstract class WlmBed {
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final List<String> asked = new ArrayList<>();
  private final TimeZone zone = TimeZone.getDefault();
  ManagerStatus status = SampleStatus.flood();
  boolean reachable = true;
  @TempDir Path directory;

  @BeforeEach
  void useOneTimeZone() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void bringTimeZoneBack() {
    TimeZone.setDefault(zone);
  }

  int wlm(String... args) {
    CommandContext context =
        new CommandContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("WLM_SOCKET", "/run/test.sock"),
            false,
            true,
            this::connect);
    return new Wlm(context).run(args);
  }

  private ManagerLink connect(Path socket) {
    asked.add("connect " + socket);
    if (!reachable) {
      throw new CommandFailure(ExitCode.UNREACHABLE, "WLM0203E nobody answers");
    }
    return new FakeLink();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private final class FakeLink extends UnaskedLink {
    @Override
    public ManagerStatus status() {
      return status;
    }

    @Override
    public String enforce(boolean on) {
      asked.add("enforce " + on);
      return "done";
    }

    @Override
    public String restore() {
      return "done \u001b[2J\nsecond line\n";
    }

    @Override
    public PolicyLink policies() {
      return new FakePolicyLink(asked);
    }

    @Override
    public BudgetLink budgets() {
      return new FakeBudgetLink(asked);
    }

    @Override
    public List<RuleHits> rules() {
      return List.of(
          new RuleHits("JES", "1", 1, "TC=A", 7, "BATCH", 41),
          new RuleHits("JES", "1.1", 2, "UI=OPS*", 9, "BATCH", 0),
          new RuleHits("", "default", 1, "", 0, "SYSOTHER", 3));
    }

    @Override
    public List<IntakeSource> intake() {
      return List.of();
    }

    @Override
    public String classify(WorkAttributes work) {
      asked.add(
          "classify " + work.get(QualifierType.UI) + " " + work.get(QualifierType.EXECUTABLE));
      return "result";
    }

    @Override
    public String classifyPid(int pid) {
      asked.add("classify " + pid);
      return "result";
    }

    @Override
    public void report(String serviceClass, long[] responseNanos) {
      asked.add("report " + serviceClass + " " + java.util.Arrays.toString(responseNanos));
    }
  }
}
