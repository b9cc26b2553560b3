/** The audit log: a file that is only appended to, each line sealed with the one before. */
@NullMarked
package io.openwlm.server.audit;

import org.jspecify.annotations.NullMarked;
