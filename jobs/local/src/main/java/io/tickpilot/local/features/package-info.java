/** What the verb {@code features} does: documents the catalogue, finds schemas, measures their state, exports rows to files. */
@NullMarked
package io.tickpilot.local.features;

import org.jspecify.annotations.NullMarked;
