/** A Flink cluster of separate processes on this machine, and jobs sent to it. Knows nothing of what a job does. */
@NullMarked
package io.tickpilot.local.cluster;

import org.jspecify.annotations.NullMarked;
