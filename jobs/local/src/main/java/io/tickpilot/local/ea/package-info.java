/** The Expert Advisor as files: its inputs, and the zip a trader copies into a terminal. */
@NullMarked
package io.tickpilot.local.ea;

import org.jspecify.annotations.NullMarked;
