/** What-if replay: recorded history becomes a scenario of the simulator. */
@NullMarked
package io.openwlm.app.replay;

import org.jspecify.annotations.NullMarked;
