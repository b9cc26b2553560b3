package io.openwlm.server.llm.peer;

import io.openwlm.model.token.AgentIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agent of a peer. The control group counts before a key, a key before the user; of
 * several control groups the innermost counts. What else a client says of itself counts nothing.
 */
public final class AgentBook {
  private final Map<String, LlmAgent> byCgroup = new HashMap<>();
  private final Map<Integer, LlmAgent> byUser = new HashMap<>();
  private final List<Keyed> keys = new ArrayList<>();
  private final Consumer<String> log;

  private record Keyed(KeyFile file, LlmAgent agent) {}

  /**
   * @param userNumber number of a user by name; -1 if there is none
   * @param log takes what is wrong with a key file; called by any thread
   */
  public AgentBook(List<LlmAgent> agents, ToIntFunction<String> userNumber, Consumer<String> log) {
    this.log = log;
    for (LlmAgent agent : agents) {
      for (AgentIdentity identity : agent.identities()) {
        switch (identity) {
          case AgentIdentity.InCgroup in -> byCgroup.putIfAbsent(clean(in.path()), agent);
          case AgentIdentity.AsUser as -> {
            int number = number(as.user(), userNumber);
            if (number >= 0) {
              byUser.putIfAbsent(number, agent);
            } else {
              log.accept("agent " + agent.name() + ": there is no user " + as.user());
            }
          }
          case AgentIdentity.WithKey with ->
              keys.add(new Keyed(new KeyFile(Path.of(with.keyFile())), agent));
        }
      }
    }
  }

  private static int number(String user, ToIntFunction<String> userNumber) {
    return user.matches("[0-9]{1,9}") ? Integer.parseInt(user) : userNumber.applyAsInt(user);
  }

  private static String clean(String path) {
    String slash = path.startsWith("/") ? path : "/" + path;
    return slash.length() > 1 && slash.endsWith("/")
        ? slash.substring(0, slash.length() - 1)
        : slash;
  }

  /** Whether control groups of peers must be looked up at all. */
  public boolean needsCgroups() {
    return !byCgroup.isEmpty();
  }

  /**
   * @param shownKey key that the client shows; null if it shows none
   */
  public Optional<LlmAgent> find(PeerFacts peer, @Nullable String shownKey) {
    LlmAgent inGroup = inCgroup(peer.cgroups());
    if (inGroup != null) {
      return Optional.of(inGroup);
    }
    LlmAgent withKey = shownKey == null || keys.isEmpty() ? null : withKey(shownKey);
    if (withKey != null) {
      return Optional.of(withKey);
    }
    return peer.user() < 0 ? Optional.empty() : Optional.ofNullable(byUser.get(peer.user()));
  }

  private @Nullable LlmAgent inCgroup(List<String> cgroups) {
    LlmAgent found = null;
    int length = -1;
    for (String cgroup : cgroups) {
      if (cgroup.contains("/..")) {
        continue; // outside of this daemon's view
      }
      for (String path = clean(cgroup); !path.isEmpty(); path = parent(path)) {
        LlmAgent agent = byCgroup.get(path);
        if (agent != null) {
          if (path.length() > length) {
            found = agent;
            length = path.length();
          }
          break;
        }
      }
    }
    return found;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return path.equals("/") ? "" : slash == 0 ? "/" : path.substring(0, Math.max(slash, 0));
  }

  /** Compares with every key, so that the time does not tell which one was near. */
  private @Nullable LlmAgent withKey(String shown) {
    byte[] digest = Secret.digest(shown);
    LlmAgent found = null;
    for (Keyed keyed : keys) {
      try {
        if (keyed.file.secret().is(digest)) {
          found = keyed.agent;
        }
      } catch (IOException e) {
        log.accept("agent " + keyed.agent.name() + ": " + e.getMessage());
      }
    }
    return found;
  }
}
