/** What enters the sequenced log: everything that can change a decision. Depends on {@code market} only. */
@NullMarked
package io.tickpilot.core.event;

import org.jspecify.annotations.NullMarked;
