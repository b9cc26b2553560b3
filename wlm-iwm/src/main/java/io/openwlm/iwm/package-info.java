/** What work managers program against: report transactions to the manager. */
@NullMarked
package io.openwlm.iwm;

import org.jspecify.annotations.NullMarked;
