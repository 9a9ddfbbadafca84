/**
 * The sequencer and public endpoint: puts every input into one log per partition, journals it, publishes the fast copy,
 * and carries signals to terminals. May use Kafka, ZeroMQ, {@code wire} and core events; never Flink.
 */
@NullMarked
package io.tickpilot.bridge;

import org.jspecify.annotations.NullMarked;
