/**
 * Checks that feature code does not look ahead and does not depend on how long it has been running. Uses features, market, bars,
 * calendar and events.
 */
@NullMarked
package io.tickpilot.core.causality;

import org.jspecify.annotations.NullMarked;
