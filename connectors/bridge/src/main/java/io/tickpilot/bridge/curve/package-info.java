/**
 * Who may come through the ZeroMQ doors: CURVE key pairs and their files, the ZAP handler that judges every handshake, and
 * the limits on connections. Knows nothing of what messages mean.
 */
@NullMarked
package io.tickpilot.bridge.curve;

import org.jspecify.annotations.NullMarked;
