/** Feeds that hand market events to the bridge; a simulated market first. Depends on the core's events only. */
@NullMarked
package io.tickpilot.feeds;

import org.jspecify.annotations.NullMarked;
