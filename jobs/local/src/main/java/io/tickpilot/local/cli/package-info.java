/** One class a verb: reads options, calls the room that does the work, prints the result. */
@NullMarked
package io.tickpilot.local.cli;

import org.jspecify.annotations.NullMarked;
