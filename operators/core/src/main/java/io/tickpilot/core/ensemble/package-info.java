/** Votes of agents combined into one opinion. */
@NullMarked
package io.tickpilot.core.ensemble;

import org.jspecify.annotations.NullMarked;
