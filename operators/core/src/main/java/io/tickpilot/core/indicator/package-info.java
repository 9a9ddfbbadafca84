/** Incremental indicators, O(1) a value, with a warm-up stated by each. */
@NullMarked
package io.tickpilot.core.indicator;

import org.jspecify.annotations.NullMarked;
