/** Reading JSON of strangers without building it, and changing single values of it in place. */
@NullMarked
package io.openwlm.server.llm.json;

import org.jspecify.annotations.NullMarked;
