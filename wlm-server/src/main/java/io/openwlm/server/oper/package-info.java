/** Operator commands in z/OS syntax, answered in IBM's layout with ids of our own. */
@NullMarked
package io.openwlm.server.oper;

import org.jspecify.annotations.NullMarked;
