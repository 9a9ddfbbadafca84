/** Tests of replays: streaming against the bare loop, and recorded days against golden bars. */
@NullMarked
package io.tickpilot.replay;

import org.jspecify.annotations.NullMarked;
