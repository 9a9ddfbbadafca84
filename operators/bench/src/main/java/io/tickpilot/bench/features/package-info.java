/** What the features cost: on one thread, beside ta4j and TA-Lib, and inside Flink. */
@NullMarked
package io.tickpilot.bench.features;

import org.jspecify.annotations.NullMarked;
