/** Latency measurement on the hot thread; wall clocks are read here and nowhere else. */
@NullMarked
package io.tickpilot.flink.metric;

import org.jspecify.annotations.NullMarked;
