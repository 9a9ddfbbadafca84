/**
 * Open-loop latency over two processes: this one sends ticks by a fixed schedule and takes signals, the other runs the bridge,
 * Kafka and the job, and a bare echo as the floor. Uses everything a live pipeline uses, and wall clocks.
 */
@NullMarked
package io.tickpilot.bench.latency;

import org.jspecify.annotations.NullMarked;
