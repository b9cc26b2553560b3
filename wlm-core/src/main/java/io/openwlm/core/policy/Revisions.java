package io.openwlm.core.policy;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.CoupleDataSet;
import io.openwlm.core.port.PolicyControl.InstallAnswer;
import io.openwlm.core.port.PolicyControl.InstallRequest;
import io.openwlm.core.port.PolicyControl.Obstacle;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chain of definitions in a couple data set. A definition is appended only if its canonical
 * text reads back as the same definition, so what is kept can always be put in force again.
 */
public final class Revisions {
  private static final int MIN_HASH_DIGITS = 12;
  private static final int RACES = 16;
  private static final int CACHED = 4;

  private final CoupleDataSet store;
  private final String system;
  private final Map<Long, ServiceDefinition> cache =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ServiceDefinition> eldest) {
          return size() > CACHED;
        }
      };

  /**
   * @param system name of this system, kept with each revision
   */
  public Revisions(CoupleDataSet store, String system) {
    this.store = store;
    this.system = system;
  }

  Optional<StoredRevision> newest() {
    return store.newest();
  }

  Optional<StoredRevision> revision(long number) {
    return store.revisions().stream().filter(r -> r.number() == number).findFirst();
  }

  /** The newest revision with this very definition. */
  Optional<StoredRevision> like(ServiceDefinition definition) {
    String hash = StoredRevision.textHash(canonical(definition));
    return store.revisions().stream().filter(r -> r.textHash().equals(hash)).findFirst();
  }

  /**
   * The definition of a revision; empty if there is none of that number.
   *
   * @throws StoreFailure if its text cannot be read or is no definition
   */
  Optional<ServiceDefinition> definition(long number) {
    synchronized (cache) {
      ServiceDefinition cached = cache.get(number);
      if (cached != null) {
        return Optional.of(cached);
      }
    }
    return store.text(number).map(text -> parsed(number, text));
  }

  private ServiceDefinition parsed(long number, String text) {
    DefinitionResult result = DefinitionReader.read("revision " + number, text);
    ServiceDefinition definition =
        result
            .definition()
            .orElseThrow(() ->
                new StoreFailure(
                    "revision "
                        + number
                        + " is no definition for this version of OpenWLM: "
                        + result.errors().getFirst()
                        + ". Install a corrected one: wlm get definition --rev "
                        + number));
    remember(number, definition);
    return definition;
  }

  private void remember(long number, ServiceDefinition definition) {
    synchronized (cache) {
      cache.put(number, definition);
    }
  }

  /** As {@link io.openwlm.core.port.PolicyControl#install(InstallRequest, String)}. */
  public InstallAnswer install(InstallRequest request, String byUser, long epochMillis) {
    ServiceDefinition definition = request.definition();
    String text = canonical(definition);
    String unusable = unusable(definition, text);
    if (unusable != null) {
      return new InstallAnswer.Refused(Obstacle.INVALID, unusable);
    }
    for (int i = 0; i < RACES; i++) {
      StoredRevision newest = store.newest().orElse(null);
      InstallAnswer obstacle = obstacle(request, text, newest);
      if (obstacle != null) {
        return obstacle;
      }
      Revision facts =
          new Revision(
              newest == null ? 1 : newest.number() + 1,
              "",
              definition.name(),
              epochMillis,
              byUser,
              system,
              request.source());
      StoredRevision next =
          StoredRevision.of(facts, newest == null ? StoredRevision.NONE : newest.hash(), text);
      if (store.append(next, text)) {
        remember(next.number(), definition);
        return new InstallAnswer.Installed(next.revision());
      }
    }
    return new InstallAnswer.Refused(
        Obstacle.CONFLICT, "others install without end; nothing was installed. Try again");
  }

  private @Nullable InstallAnswer obstacle(
      InstallRequest request, String text, @Nullable StoredRevision newest) {
    String expected = request.expectedHash();
    if (newest == null) {
      return expected == null
          ? null
          : new InstallAnswer.Refused(
              Obstacle.CONFLICT, "nothing is installed yet, so nothing can match " + expected);
    }
    String textHash = StoredRevision.textHash(text);
    if (newest.textHash().equals(textHash)) {
      return new InstallAnswer.Unchanged(newest.revision());
    }
    if (expected != null && !matches(expected, newest.hash())) {
      return new InstallAnswer.Stale(newest.revision());
    }
    return request.force() ? null : forceNeeded(request.definition(), textHash, newest);
  }

  private static boolean matches(String expected, String hash) {
    return expected.length() >= MIN_HASH_DIGITS && hash.startsWith(expected);
  }

  private @Nullable InstallAnswer forceNeeded(
      ServiceDefinition definition, String textHash, StoredRevision newest) {
    for (StoredRevision old : store.revisions()) {
      if (old.textHash().equals(textHash)) {
        return new InstallAnswer.Refused(
            Obstacle.CONFLICT,
            "this is revision "
                + old.number()
                + " again, and revision "
                + newest.number()
                + " replaced it; an old definition goes over a newer one only with --force");
      }
    }
    ActivationEntry.Held held = store.activation().map(ActivationEntry::held).orElse(null);
    if (held != null
        && !held.deactivated()
        && held.definition().equals(definition.name())
        && definition.policy(held.policy()).isEmpty()) {
      return new InstallAnswer.Refused(
          Obstacle.CONFLICT,
          "it leaves out policy "
              + held.policy()
              + ", which is active; activate another policy first, or use --force");
    }
    return null;
  }

  private static @Nullable String unusable(ServiceDefinition definition, String text) {
    DefinitionResult back = DefinitionReader.read("canonical text", text);
    if (back.definition().isEmpty()) {
      return "its canonical text cannot be read back: " + back.errors().getFirst();
    }
    return back.definition().get().equals(definition)
        ? null
        : "its canonical text would mean something else";
  }

  private static String canonical(ServiceDefinition definition) {
    return DefinitionWriter.write(definition, DefinitionForm.YAML).text();
  }
}
