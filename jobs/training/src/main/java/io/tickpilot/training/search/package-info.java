/** Hyper-parameter search by successive halving; who runs its trials, and where, is not its business. */
@NullMarked
package io.tickpilot.training.search;

import org.jspecify.annotations.NullMarked;
