/** Circuit breakers: when trading stops, and what it takes to go on. Time and outcomes come in as arguments. */
@NullMarked
package io.tickpilot.core.breaker;

import org.jspecify.annotations.NullMarked;
