/** The state machine of one symbol: events in log order in, decisions out. Uses all other core packages. */
@NullMarked
package io.tickpilot.core.engine;

import org.jspecify.annotations.NullMarked;
