package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import io.openwlm.model.status.ClassStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Service classes; {@code next} is null on the last page. */
@Json
public record ClassPage(List<ClassStatus> items, @Nullable String next) {}
