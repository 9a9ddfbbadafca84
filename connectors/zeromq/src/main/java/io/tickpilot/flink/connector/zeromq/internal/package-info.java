/** What source and sink share around JeroMQ; not for users. */
@NullMarked
package io.tickpilot.flink.connector.zeromq.internal;

import org.jspecify.annotations.NullMarked;
