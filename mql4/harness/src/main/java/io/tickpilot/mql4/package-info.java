/**
 * Runs the MQL4 source of an Expert Advisor on Linux: {@link io.tickpilot.mql4.SimulatedMt4} is the way in. May use the JDK only; the
 * C++ of the simulated terminal lies beside it as resources.
 */
@NullMarked
package io.tickpilot.mql4;

import org.jspecify.annotations.NullMarked;
