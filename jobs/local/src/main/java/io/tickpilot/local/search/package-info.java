/** Trials of a hyper-parameter search as a Flink batch job, in this process or on a cluster. */
@NullMarked
package io.tickpilot.local.search;

import org.jspecify.annotations.NullMarked;
