package io.openwlm.server.oper;

import io.openwlm.core.port.OperatorControl.ApplicationAction;
import io.openwlm.core.port.OperatorControl.ResetRequest;
import io.openwlm.core.port.OperatorControl.ResetTarget;
import io.openwlm.core.port.OperatorControl.ResourceState;
import io.openwlm.server.oper.OperCommand.Systems;
import org.jspecify.annotations.Nullable;

/** Understands one operator command; throws nothing but {@link OperSyntax}. */
final class OperParser {
  private static final int MAX_PID_DIGITS = 9;
  private static final String END = "the end of the command";

  private final OperScanner in;

  private OperParser(OperScanner in) {
    this.in = in;
  }

  /** Parses a command without its line end. */
  static OperCommand parse(String text) throws OperSyntax {
    OperScanner in = new OperScanner(text);
    in.skipBlanks();
    OperCommand command = new OperParser(in).command();
    in.end(END);
    return command;
  }

  private OperCommand command() throws OperSyntax {
    String verb = in.keyword();
    return switch (verb) {
      case "D", "DISPLAY" -> {
        in.use("wlm status, wlm get");
        wlm();
        yield display();
      }
      case "V", "VARY" -> {
        in.use("wlm activate, wlm quiesce|resume|refresh");
        wlm();
        yield vary();
      }
      case "F", "MODIFY" -> {
        in.use("wlm set resource");
        wlm();
        yield modify();
      }
      case "E", "RESET" -> {
        in.use("wlm reset");
        in.takeBlanks("a blank and a job name or process id");
        yield reset();
      }
      default -> {
        in.back(verb);
        throw in.unexpected("D or DISPLAY, V or VARY, F or MODIFY, E or RESET");
      }
    };
  }

  private void wlm() throws OperSyntax {
    in.takeBlanks("a blank and WLM");
    String word = in.keyword();
    if (!word.equals("WLM")) {
      in.back(word);
      throw in.unexpected("WLM");
    }
  }

  private OperCommand display() throws OperSyntax {
    String allowed = "SYSTEMS, SYSTEM=, APPLENV=, SCHENV=, RESOURCE=, POLICY";
    if (!in.takeIf(',')) {
      in.end("a comma and one of " + allowed);
      return new OperCommand.DisplayWlm();
    }
    String word = in.keyword();
    return switch (word) {
      case "SYSTEMS" -> new OperCommand.DisplaySystems(null);
      case "SYSTEM" -> new OperCommand.DisplaySystems(value("a system"));
      case "POLICY" -> new OperCommand.DisplayPolicy();
      case "APPLENV" -> {
        in.use("wlm get applenv");
        yield new OperCommand.DisplayApplication(value("an application environment or *"));
      }
      case "SCHENV" -> {
        in.use("wlm get schenv");
        yield new OperCommand.DisplayScheduling(value("a scheduling environment or *"), systems());
      }
      case "RESOURCE" -> {
        in.use("wlm get resource");
        yield new OperCommand.DisplayResource(value("a resource or *"), systems());
      }
      default -> throw unknown(word, allowed);
    };
  }

  private Systems systems() throws OperSyntax {
    if (!in.takeIf(',')) {
      return Systems.NOT_ASKED;
    }
    String word = in.keyword();
    return switch (word) {
      case "SYSTEMS" -> Systems.ALL;
      case "SYSTEM" -> new Systems(true, value("a system"));
      default -> throw unknown(word, "SYSTEM= or SYSTEMS");
    };
  }

  private OperCommand vary() throws OperSyntax {
    String allowed = "POLICY=, REFRESH, APPLENV=";
    in.take(',', "a comma and one of " + allowed);
    String word = in.keyword();
    return switch (word) {
      case "POLICY" -> {
        in.use("wlm activate");
        yield new OperCommand.ActivatePolicy(value("a policy"));
      }
      case "REFRESH" -> new OperCommand.RefreshPolicy();
      case "COMPAT" -> new OperCommand.Compatibility();
      case "APPLENV" -> {
        in.use("wlm quiesce|resume|refresh applenv");
        String name = value("an application environment");
        in.take(',', ",QUIESCE or ,RESUME or ,REFRESH");
        yield new OperCommand.VaryApplication(name, action());
      }
      default -> throw unknown(word, allowed);
    };
  }

  private ApplicationAction action() throws OperSyntax {
    String word = in.keyword();
    return switch (word) {
      case "QUIESCE", "Q" -> ApplicationAction.QUIESCE;
      case "RESUME" -> ApplicationAction.RESUME;
      case "REFRESH" -> ApplicationAction.REFRESH;
      default -> throw unknown(word, "QUIESCE or Q, RESUME, REFRESH");
    };
  }

  private OperCommand modify() throws OperSyntax {
    in.take(',', ",RESOURCE=");
    String word = in.keyword();
    if (!word.equals("RESOURCE")) {
      throw unknown(word, "RESOURCE=");
    }
    String name = value("a resource");
    in.take(',', ",ON or ,OFF or ,RESET");
    String state = in.keyword();
    return new OperCommand.ModifyResource(
        name,
        switch (state) {
          case "ON" -> ResourceState.ON;
          case "OFF" -> ResourceState.OFF;
          case "RESET" -> ResourceState.RESET;
          default -> throw unknown(state, "ON, OFF, RESET");
        });
  }

  private OperCommand reset() throws OperSyntax {
    String job = in.name("a job name or process id");
    int pid = pid(job);
    String allowed = "SRVCLASS=, QUIESCE or Q, RESUME";
    in.take(',', "a comma and A= or one of " + allowed);
    String word = in.keyword();
    if (word.equals("A")) {
      in.take('=', "= and a process id");
      String number = in.name("a process id");
      int named = pid(number);
      if (named == 0 || (pid != 0 && pid != named)) {
        in.back(number);
        throw in.unexpected(pid == 0 ? "a process id" : "the process id " + pid);
      }
      job = pid == 0 ? job : "";
      pid = named;
      in.take(',', "a comma and one of " + allowed);
      word = in.keyword();
    } else {
      job = pid == 0 ? job : "";
    }
    ResetTarget target =
        switch (word) {
          case "SRVCLASS" -> new ResetTarget.IntoClass(value("a service class"));
          case "QUIESCE", "Q" -> new ResetTarget.Quiesce();
          case "RESUME" -> new ResetTarget.Resume();
          default -> throw unknown(word, allowed);
        };
    return new OperCommand.ResetJob(new ResetRequest(job, pid, target));
  }

  /** A process id; 0 if the word is none. */
  private static int pid(String word) {
    return word.length() <= MAX_PID_DIGITS && word.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt(word)
        : 0;
  }

  private String value(String what) throws OperSyntax {
    in.take('=', "= and " + what);
    return in.name(what);
  }

  private OperSyntax unknown(String word, String allowed) {
    in.back(word);
    String zos = onZosOnly(word);
    return in.unexpected(zos == null ? allowed : allowed + "; " + zos);
  }

  /** What z/OS takes in some place and this product does not have. */
  private static @Nullable String onZosOnly(String word) {
    return switch (word) {
      case "DYNAPPL" -> "dynamic application environments exist on z/OS only";
      case "AM", "GPMP" -> "guest platform management exists on z/OS only";
      case "IRD" -> "logical partitions exist on z/OS only";
      case "L" -> "there is no console to send the answer to";
      default -> null;
    };
  }
}
