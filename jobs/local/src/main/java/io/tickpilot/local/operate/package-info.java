/** What an operator asks a running system and orders from it, over Kafka and the bridge. */
@NullMarked
package io.tickpilot.local.operate;

import org.jspecify.annotations.NullMarked;
