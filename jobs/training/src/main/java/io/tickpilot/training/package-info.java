/** Trains the agents' models from ticks; depends on the core's feature code, never on the operators that run it live. */
@NullMarked
package io.tickpilot.training;

import org.jspecify.annotations.NullMarked;
