package io.tickpilot.core.ensemble;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Vote;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #CAPACITY} signals of a strategy whose trades have not ended. Where several accounts trade one, the first that reports it
 * stands for all: their results are one result.
 */
final class SentSignals {
    private static final int CAPACITY = 16;

    private final Deque<Sent> signals = new ArrayDeque<>(0);

    /** A signal and what has come of it. */
    static final class Sent {
        private final String id;
        /** Probability that each agent gave its side, NaN when it did not vote. */
        private final float[] probabilities;

        private String account = "";
        private double profit;

        private Sent(String id, float[] probabilities) {
            this.id = id;
            this.probabilities = probabilities;
        }

        /** NaN when the agent did not vote. */
        double skill(int agent) {
            return BrierSkill.ofTrade(probabilities[agent], profit > 0);
        }
    }

    void add(String id, Side side, List<Vote> votes) {
        if (signals.size() == CAPACITY) {
            signals.removeFirst();
        }
        float[] probabilities = new float[votes.size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] =
                    side == Side.BUY ? votes.get(i).buy() : votes.get(i).sell();
        }
        signals.addLast(new Sent(id, probabilities));
    }

    /** @return the signal whose trade the report ends, null when it ends none that is remembered */
    @Nullable
    Sent take(TradeReport report) {
        Iterator<Sent> each = signals.iterator();
        while (each.hasNext()) {
            Sent sent = each.next();
            if (sent.id.equals(report.signalId())) {
                if (sent.account.isEmpty()) {
                    sent.account = report.account();
                }
                if (!sent.account.equals(report.account())) {
                    return null;
                }
                sent.profit += report.profit();
                if (report.status() != TradeReport.Status.CLOSED) {
                    return null;
                }
                each.remove();
                return sent;
            }
        }
        return null;
    }

    /** Forgets what an agent said. */
    void forget(int agent) {
        signals.forEach(sent -> sent.probabilities[agent] = Float.NaN);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(signals.size());
        for (Sent sent : signals) {
            out.writeUTF(sent.id);
            out.writeUTF(sent.account);
            out.writeDouble(sent.profit);
            for (float probability : sent.probabilities) {
                out.writeFloat(probability);
            }
        }
    }

    static SentSignals readFrom(DataInput in, int agents) throws IOException {
        SentSignals result = new SentSignals();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Sent sent = new Sent(in.readUTF(), new float[agents]);
            sent.account = in.readUTF();
            sent.profit = in.readDouble();
            for (int k = 0; k < agents; k++) {
                sent.probabilities[k] = in.readFloat();
            }
            result.signals.addLast(sent);
        }
        return result;
    }
}
