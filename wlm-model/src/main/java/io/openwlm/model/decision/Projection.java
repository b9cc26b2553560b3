package io.openwlm.model.decision;

/**
 * What a move should do to one class.
 *
 * @param before performance index when the move was decided; NaN if there was none
 * @param projected performance index that the model expects after it; NaN if there was none
 */
public record Projection(String serviceClass, double before, double projected) {}
