/** Feature schemas and the per-symbol market state that fills them. */
@NullMarked
package io.tickpilot.core.feature;

import org.jspecify.annotations.NullMarked;
