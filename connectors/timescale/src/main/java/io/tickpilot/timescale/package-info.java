/** Tables of PostgreSQL and TimescaleDB, and how core and wire types become their rows. Knows nothing of Flink. */
@NullMarked
package io.tickpilot.timescale;

import org.jspecify.annotations.NullMarked;
