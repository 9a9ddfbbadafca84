/** JMH benches of the core and the model, on one thread, without Flink. */
@NullMarked
package io.tickpilot.bench.core;

import org.jspecify.annotations.NullMarked;
