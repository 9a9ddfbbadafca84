/** Labelled feature windows from ticks: the live feature code fills them, later ticks label them, time splits them. */
@NullMarked
package io.tickpilot.training.dataset;

import org.jspecify.annotations.NullMarked;
