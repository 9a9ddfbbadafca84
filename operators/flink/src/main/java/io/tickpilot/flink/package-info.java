/** The keyed operators of the hot job: they feed, store and wake the core's engine and hold no trading rule themselves. */
@NullMarked
package io.tickpilot.flink;

import org.jspecify.annotations.NullMarked;
