/** The Health API: what each route answers. */
@NullMarked
package io.openwlm.server.api;

import org.jspecify.annotations.NullMarked;
