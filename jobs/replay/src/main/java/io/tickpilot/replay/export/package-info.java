/** Files of rows that are written once, whatever is restored in between. */
@NullMarked
package io.tickpilot.replay.export;

import org.jspecify.annotations.NullMarked;
