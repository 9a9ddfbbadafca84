/** The supervision job: patterns of events and accounts over the log, answered with sequenced commands. May use core, wire, bridge, Flink. */
@NullMarked
package io.tickpilot.supervision;

import org.jspecify.annotations.NullMarked;
