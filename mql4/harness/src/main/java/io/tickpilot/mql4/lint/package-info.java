/** Refuses what MetaEditor would refuse and g++ would not. */
@NullMarked
package io.tickpilot.mql4.lint;

import org.jspecify.annotations.NullMarked;
