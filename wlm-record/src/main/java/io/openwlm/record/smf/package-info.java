/** SMF records as bytes: layouts, fields, and how a record is put together and taken apart. */
@NullMarked
package io.openwlm.record.smf;

import org.jspecify.annotations.NullMarked;
