/** What container run-times leave in files about the containers of this machine. */
@NullMarked
package io.openwlm.linux.container;

import org.jspecify.annotations.NullMarked;
