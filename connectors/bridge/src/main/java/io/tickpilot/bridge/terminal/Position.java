package io.tickpilot.bridge.terminal;

import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An open position. Lots are counted in steps of the instrument, so that parts add up exactly. */
final class Position {
    final Signal signal;
    final Instrument instrument;
    final Side side;
    final Plan plan;
    final long originTicket;
    final double entry;
    final long openedMicros;
    final long openedSteps;
    long ticket;
    long remainingSteps;
    double stop;
    String stopReason = "stop";
    int exitsDone;
    int fills = 1;
    double realised;

    Position(Signal signal, Instrument instrument, long ticket, double entry, long steps, long openedMicros) {
        this.signal = signal;
        this.instrument = instrument;
        this.side = signal.side();
        this.plan = signal.plan();
        this.originTicket = ticket;
        this.ticket = ticket;
        this.entry = entry;
        this.openedSteps = steps;
        this.remainingSteps = steps;
        this.openedMicros = openedMicros;
        this.stop = plan.stop();
    }

    void writeTo(DataOutput out) throws IOException {
        byte[] order = WireCodec.encode(signal);
        out.writeInt(order.length);
        out.write(order);
        out.writeLong(originTicket);
        out.writeDouble(entry);
        out.writeLong(openedSteps);
        out.writeLong(openedMicros);
        out.writeLong(ticket);
        out.writeLong(remainingSteps);
        out.writeDouble(stop);
        out.writeUTF(stopReason);
        out.writeInt(exitsDone);
        out.writeInt(fills);
        out.writeDouble(realised);
    }

    static Position readFrom(DataInput in, Function<String, @Nullable Instrument> instruments) throws IOException {
        byte[] order = new byte[in.readInt()];
        in.readFully(order);
        Signal signal = WireCodec.decodeSignal(order);
        Instrument instrument = instruments.apply(signal.decision().symbol());
        if (instrument == null) {
            throw new IOException(
                    "position of an unknown instrument: " + signal.decision().symbol());
        }
        Position position =
                new Position(signal, instrument, in.readLong(), in.readDouble(), in.readLong(), in.readLong());
        position.ticket = in.readLong();
        position.remainingSteps = in.readLong();
        position.stop = in.readDouble();
        position.stopReason = in.readUTF();
        position.exitsDone = in.readInt();
        position.fills = in.readInt();
        position.realised = in.readDouble();
        return position;
    }

    /** Whether the price is at the given one or beyond it, seen in the direction of profit. */
    boolean reached(double price, double level) {
        return side.sign() * (price - level) >= 0;
    }

    boolean stopped(double price) {
        return side.sign() * (price - stop) <= 0;
    }

    /** Moves the stop, in the direction of profit only. */
    void tighten(double level, String reason) {
        if (side.sign() * (level - stop) > 0) {
            stop = level;
            stopReason = reason;
        }
    }

    /** Profit of so many steps at the given price, in quote currency, costs not included. */
    double grossProfit(double price, long steps) {
        return side.sign() * (price - entry) * lots(steps) * instrument.contractSize();
    }

    double lots(long steps) {
        return lots(steps, instrument);
    }

    /** Steps as the decimal number a user reads: 3 steps of 0.01 are 0.03, not 0.03 and a rest. */
    static double lots(long steps, Instrument instrument) {
        return Math.round(steps * instrument.lotStep() * 1e8) / 1e8;
    }
}
