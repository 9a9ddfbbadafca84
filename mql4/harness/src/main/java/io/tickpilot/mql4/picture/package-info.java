/** Pictures of what an expert draws on its chart. */
@NullMarked
package io.tickpilot.mql4.picture;

import org.jspecify.annotations.NullMarked;
