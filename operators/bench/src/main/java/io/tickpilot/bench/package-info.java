/** Benches as a user runs them: {@code bench latency}, {@code bench core}, {@code bench features}, {@code bench replay}. */
@NullMarked
package io.tickpilot.bench;

import org.jspecify.annotations.NullMarked;
