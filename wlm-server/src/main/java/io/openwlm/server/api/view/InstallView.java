package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** What an installation did. */
@Json
public record InstallView(RevisionView revision, boolean unchanged, List<ProblemNote> notes) {}
