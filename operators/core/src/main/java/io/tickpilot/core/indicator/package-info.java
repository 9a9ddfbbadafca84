/** Incremental indicators, O(1) a value unless they say otherwise, with a warm-up stated by each. */
@NullMarked
package io.tickpilot.core.indicator;

import org.jspecify.annotations.NullMarked;
