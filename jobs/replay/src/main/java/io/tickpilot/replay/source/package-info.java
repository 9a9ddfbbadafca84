/** The bounded source of a replay: recordings sequenced as the bridge would, one split a partition. */
@NullMarked
package io.tickpilot.replay.source;

import org.jspecify.annotations.NullMarked;
