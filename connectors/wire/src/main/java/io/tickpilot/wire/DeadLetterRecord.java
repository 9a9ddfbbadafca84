package io.tickpilot.wire;

import com.google.protobuf.ByteString;
import io.tickpilot.core.market.RejectReason;

/**
 * A dead letter as stored: unlike the core's, it also holds frames that could not be decoded.
 *
 * @param symbol empty when unknown, as is {@code source}
 * @param logTimeMicros place in time; the bridge's clock when the frame never reached the log
 * @param raw the journaled record, or the frame as it arrived
 */
public record DeadLetterRecord(
        String symbol, String source, RejectReason reason, String detail, long logTimeMicros, ByteString raw) {}
