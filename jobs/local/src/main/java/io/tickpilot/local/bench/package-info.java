/** Benches that need a Flink cluster of separate processes. May use everything. */
@NullMarked
package io.tickpilot.local.bench;

import org.jspecify.annotations.NullMarked;
