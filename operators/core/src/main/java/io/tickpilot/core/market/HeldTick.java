package io.tickpilot.core.market;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A sequenced tick as bytes of the validator's state. */
final class HeldTick {
    private HeldTick() {}

    static void write(SequencedEvent event, DataOutput out) throws IOException {
        Tick tick = (Tick) event.event();
        out.writeInt(event.partition());
        out.writeInt(event.epoch());
        out.writeLong(event.sequence());
        out.writeLong(event.logTimeMicros());
        out.writeLong(event.receivedMicros());
        out.writeUTF(tick.symbol());
        out.writeLong(tick.eventTimeMicros());
        out.writeDouble(tick.bid());
        out.writeDouble(tick.ask());
        out.writeDouble(tick.bidSize());
        out.writeDouble(tick.askSize());
        out.writeUTF(tick.source());
        out.writeLong(tick.sourceSequence());
    }

    static SequencedEvent read(DataInput in) throws IOException {
        int partition = in.readInt();
        int epoch = in.readInt();
        long sequence = in.readLong();
        long logTimeMicros = in.readLong();
        long receivedMicros = in.readLong();
        Tick tick = new Tick(
                in.readUTF(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readUTF(),
                in.readLong());
        return new SequencedEvent(partition, epoch, sequence, logTimeMicros, receivedMicros, tick);
    }
}
