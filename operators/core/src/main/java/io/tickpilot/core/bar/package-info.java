/** Bars of bid and ask built from validated ticks. */
@NullMarked
package io.tickpilot.core.bar;

import org.jspecify.annotations.NullMarked;
