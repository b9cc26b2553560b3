/** Classification of work: subsystem types, qualifiers, rules, and the facts they ask for. */
@NullMarked
package io.openwlm.model.classification;

import org.jspecify.annotations.NullMarked;
