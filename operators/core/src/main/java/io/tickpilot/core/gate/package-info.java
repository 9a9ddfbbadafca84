/** The checks a signal must pass, each recorded with its numbers. */
@NullMarked
package io.tickpilot.core.gate;

import org.jspecify.annotations.NullMarked;
