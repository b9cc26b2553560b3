/** The status page: plain HTML without scripts. */
@NullMarked
package io.openwlm.server.page;

import org.jspecify.annotations.NullMarked;
