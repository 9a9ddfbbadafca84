/** Patterns of events: how they are written, compiled for Flink CEP and watched. May use core, wire, Flink. */
@NullMarked
package io.tickpilot.supervision.pattern;

import org.jspecify.annotations.NullMarked;
