/** The demo: real processes, a flood, and what OpenWLM makes of it. */
@NullMarked
package io.openwlm.app.demo;

import org.jspecify.annotations.NullMarked;
