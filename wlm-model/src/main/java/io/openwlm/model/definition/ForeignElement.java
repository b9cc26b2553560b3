package io.openwlm.model.definition;

/**
 * Something in an imported definition that this version does not know: kept as it was, so that
 * nothing is lost when the definition goes back.
 *
 * @param in path of the XML element it stood in, with names of objects: {@code
 *     /ServiceDefinition/Workloads/Workload[ONLINE]}
 * @param xml the element as XML text; {@code @name="value"} for an attribute
 */
public record ForeignElement(String in, String xml) {}
