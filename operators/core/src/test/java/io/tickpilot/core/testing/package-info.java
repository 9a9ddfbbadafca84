/** Builders and listeners for tests of this and of other modules. */
@NullMarked
package io.tickpilot.core.testing;

import org.jspecify.annotations.NullMarked;
