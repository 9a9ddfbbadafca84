/** The other end of the bridge: what feeds, terminals and operators in Java use to talk to it. */
@NullMarked
package io.tickpilot.bridge.client;

import org.jspecify.annotations.NullMarked;
