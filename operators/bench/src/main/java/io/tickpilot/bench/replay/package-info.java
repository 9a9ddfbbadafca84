/** Throughput of the replay job. */
@NullMarked
package io.tickpilot.bench.replay;

import org.jspecify.annotations.NullMarked;
