/** Readers of recorded ticks, streamed and merged by time, and of economic calendars. Depends on the core and XZ for Java. */
@NullMarked
package io.tickpilot.records;

import org.jspecify.annotations.NullMarked;
