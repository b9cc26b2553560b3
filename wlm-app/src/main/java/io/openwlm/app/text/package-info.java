/** Text for terminals: made safe, styled, and measured. */
@NullMarked
package io.openwlm.app.text;

import org.jspecify.annotations.NullMarked;
