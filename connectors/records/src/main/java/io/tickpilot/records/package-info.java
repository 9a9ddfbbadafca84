/** Readers of recorded ticks, streamed and merged by time. Depends on the core's events and XZ for Java. */
@NullMarked
package io.tickpilot.records;

import org.jspecify.annotations.NullMarked;
