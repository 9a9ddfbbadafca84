/** Neural networks in DJL PyTorch and the loop that fits them. */
@NullMarked
package io.tickpilot.training.network;

import org.jspecify.annotations.NullMarked;
