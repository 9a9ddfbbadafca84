/** The market's regime by a Gaussian hidden Markov model: its artefact, its forward filter, its event. No training. */
@NullMarked
package io.tickpilot.core.regime;

import org.jspecify.annotations.NullMarked;
