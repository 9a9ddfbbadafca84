/** A broker and a terminal that stand in for MetaTrader: deterministic fills, a real connection. */
@NullMarked
package io.tickpilot.bridge.terminal;

import org.jspecify.annotations.NullMarked;
