/** From interval records to record files: the sink, its thread, rotation and retention. */
@NullMarked
package io.openwlm.record.write;

import org.jspecify.annotations.NullMarked;
