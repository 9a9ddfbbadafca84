package io.tickpilot.core.feature;

/**
 * What a feature's state is made for beside its parameters.
 *
 * @param point the instrument's price step, in quote currency
 */
record Surroundings(double point) {
    /** For questions that depend on parameters alone. */
    static final Surroundings NONE = new Surroundings(1);
}
