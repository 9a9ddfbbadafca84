/** Size, stop, targets and partial exits of a trade. */
@NullMarked
package io.tickpilot.core.risk;

import org.jspecify.annotations.NullMarked;
