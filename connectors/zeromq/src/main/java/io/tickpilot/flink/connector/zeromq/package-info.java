/** What the source asks its users for: a journal to read and a schema to decode with. Uses Flink only. */
@NullMarked
package io.tickpilot.flink.connector.zeromq;

import org.jspecify.annotations.NullMarked;
