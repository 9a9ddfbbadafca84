/** The journaled source: key-group splits that join a journal with its fast copy over ZeroMQ. */
@NullMarked
package io.tickpilot.flink.connector.zeromq.source;

import org.jspecify.annotations.NullMarked;
