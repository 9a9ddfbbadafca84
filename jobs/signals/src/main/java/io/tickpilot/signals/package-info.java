/** The hot job: from the sequenced log to signals on one chained thread. Wires operators/flink to the connectors. */
@NullMarked
package io.tickpilot.signals;

import org.jspecify.annotations.NullMarked;
