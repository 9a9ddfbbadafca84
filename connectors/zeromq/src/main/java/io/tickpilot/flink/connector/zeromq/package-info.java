/** What source and sink ask their users for: schemas, a journal to read, keys. Uses Flink and JeroMQ only. */
@NullMarked
package io.tickpilot.flink.connector.zeromq;

import org.jspecify.annotations.NullMarked;
