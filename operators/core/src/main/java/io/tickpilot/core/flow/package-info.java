/** What ticks tell beyond their bars: order flow, spread, rate, volume by price; windows of the last n closed bars and the forming one. */
@NullMarked
package io.tickpilot.core.flow;

import org.jspecify.annotations.NullMarked;
