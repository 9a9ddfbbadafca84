/** Instruments, sides, the validation of ticks. Depends on nothing but {@code event} and {@code config}. */
@NullMarked
package io.tickpilot.core.market;

import org.jspecify.annotations.NullMarked;
