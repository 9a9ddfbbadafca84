/** The archive job: what the pipeline leaves in Kafka becomes rows of the database. */
@NullMarked
package io.tickpilot.archive;

import org.jspecify.annotations.NullMarked;
