/** Decisions, signals and their plans: what leaves the engine. */
@NullMarked
package io.tickpilot.core.signal;

import org.jspecify.annotations.NullMarked;
