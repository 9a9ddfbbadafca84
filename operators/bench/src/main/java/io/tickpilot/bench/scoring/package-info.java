/** What scoring costs the hot operator inside Flink. */
@NullMarked
package io.tickpilot.bench.scoring;

import org.jspecify.annotations.NullMarked;
