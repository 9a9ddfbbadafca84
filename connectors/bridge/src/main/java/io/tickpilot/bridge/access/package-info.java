/** Who may connect to the bridge and what each may do: roles, tokens, networks, rates, refusals. No sockets here. */
@NullMarked
package io.tickpilot.bridge.access;

import org.jspecify.annotations.NullMarked;
