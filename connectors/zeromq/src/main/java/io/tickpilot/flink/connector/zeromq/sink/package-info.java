/** A sink that pushes or publishes each record at once, never held back for a checkpoint. */
@NullMarked
package io.tickpilot.flink.connector.zeromq.sink;

import org.jspecify.annotations.NullMarked;
