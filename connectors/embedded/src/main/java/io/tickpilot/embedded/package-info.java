/** Servers that run inside the process or beside it on this machine: Kafka and PostgreSQL. Knows nothing of markets. */
@NullMarked
package io.tickpilot.embedded;

import org.jspecify.annotations.NullMarked;
