/** Replay of recorded ticks through the live operators, as one bounded Flink job. */
@NullMarked
package io.tickpilot.replay;

import org.jspecify.annotations.NullMarked;
