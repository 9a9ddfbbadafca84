/**
 * The bridge's door for clients that ZeroMQ does not reach: the same messages as JSON over WebSocket. Knows the wire and
 * who may do what; what a message means is the bridge's, which takes it from here.
 */
@NullMarked
package io.tickpilot.bridge.websocket;

import org.jspecify.annotations.NullMarked;
