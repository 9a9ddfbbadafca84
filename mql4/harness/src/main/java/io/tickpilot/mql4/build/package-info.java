/** Compiles translated programs with g++ against the shim, and keeps what is compiled. */
@NullMarked
package io.tickpilot.mql4.build;

import org.jspecify.annotations.NullMarked;
