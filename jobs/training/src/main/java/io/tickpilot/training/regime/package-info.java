/** Fits the regime model: observations by the core's own observer, Baum-Welch, BIC, labels, artefact. */
@NullMarked
package io.tickpilot.training.regime;

import org.jspecify.annotations.NullMarked;
