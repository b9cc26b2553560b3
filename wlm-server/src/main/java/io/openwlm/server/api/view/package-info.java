/** The JSON objects of the Health API that are not the manager's own records. */
@NullMarked
package io.openwlm.server.api.view;

import org.jspecify.annotations.NullMarked;
