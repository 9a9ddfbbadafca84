/** Turns core types into the bytes that cross a process and back. No I/O, no clock; the schema is {@code wire.proto}. */
@NullMarked
package io.tickpilot.wire;

import org.jspecify.annotations.NullMarked;
