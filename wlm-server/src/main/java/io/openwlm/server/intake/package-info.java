/** Response times of services that report nothing themselves: access logs, scrapes, OTLP. */
@NullMarked
package io.openwlm.server.intake;

import org.jspecify.annotations.NullMarked;
