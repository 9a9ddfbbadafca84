/** The technical agent's network in DJL PyTorch and its fitting. */
@NullMarked
package io.tickpilot.training.network;

import org.jspecify.annotations.NullMarked;
