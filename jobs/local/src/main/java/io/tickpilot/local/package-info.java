/** The embedded runtime and the command line: wires all rooms together, may use every one of them. */
@NullMarked
package io.tickpilot.local;

import org.jspecify.annotations.NullMarked;
