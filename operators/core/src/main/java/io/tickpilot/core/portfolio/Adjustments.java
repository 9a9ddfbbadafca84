package io.tickpilot.core.portfolio;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.portfolio.Adjustment.State;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Adjustments of one account's positions, each followed until it is done: a close when nothing is open any more, another when
 * as many reports answered as there were positions. A stop that was tighter already answers nothing, so tightening is done, too, when its
 * time is over and the terminal has spoken since. What is not done in time is sent again under a new id, then given up.
 */
final class Adjustments {
    private static final int REMEMBERED = 20;
    private static final String REASON = "command:";

    private final long answerMicros;
    private final int attempts;
    private final List<Adjustment> all = new ArrayList<>();

    Adjustments(long answerMicros, int attempts) {
        this.answerMicros = answerMicros;
        this.attempts = attempts;
    }

    /** Sends one unless one of its kind is under way, or nothing is open. */
    void want(Kind kind, double amount, String why, int positions, CommandPen pen, long nowMicros) {
        for (Adjustment adjustment : all) {
            if (adjustment.kind() == kind && adjustment.state() == State.SENT) {
                return;
            }
        }
        if (positions > 0) {
            send(kind, amount, why, 1, positions, pen, nowMicros);
        }
    }

    private void send(
            Kind kind, double amount, String why, int attempt, int positions, CommandPen pen, long nowMicros) {
        String id = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + nowMicros;
        TreeMap<String, String> argument = new TreeMap<>();
        argument.put("id", id);
        if (kind == Kind.TIGHTEN_STOPS) {
            argument.put("atr", Double.toString(amount));
        } else if (kind == Kind.REDUCE_POSITIONS) {
            argument.put("fraction", Double.toString(amount));
        }
        pen.write(Command.ALL, kind, argument, why);
        all.add(new Adjustment(id, kind, amount, why, nowMicros, attempt, positions, 0, 0, State.SENT));
        if (all.size() > REMEMBERED) {
            all.remove(0);
        }
    }

    void apply(TradeReport report) {
        for (int i = 0; i < all.size(); i++) {
            if (report.reason().equals(REASON + all.get(i).id())) {
                boolean closes = report.status() == TradeReport.Status.CLOSED
                        || report.status() == TradeReport.Status.PARTIALLY_CLOSED;
                all.set(i, all.get(i).answered(closes ? report.lots() : 0));
            }
        }
    }

    /**
     * @param positions open now
     * @param terminalMicros newest time the terminal spoke of
     */
    void follow(int positions, long terminalMicros, CommandPen pen, long nowMicros) {
        for (int i = 0; i < all.size(); i++) {
            Adjustment adjustment = all.get(i);
            if (adjustment.state() != State.SENT) {
                continue;
            }
            boolean answered =
                    adjustment.kind() != Kind.CLOSE_POSITIONS && adjustment.reports() >= adjustment.positions();
            boolean late = nowMicros - adjustment.sentMicros() >= answerMicros;
            boolean tightened = adjustment.kind() == Kind.TIGHTEN_STOPS && terminalMicros > adjustment.sentMicros();
            if (positions == 0 || answered || (late && tightened)) {
                all.set(i, adjustment.ended(State.DONE));
            } else if (late) {
                all.set(i, adjustment.ended(State.FAILED));
                if (adjustment.attempt() < attempts) {
                    send(
                            adjustment.kind(),
                            adjustment.amount(),
                            adjustment.why(),
                            adjustment.attempt() + 1,
                            positions,
                            pen,
                            nowMicros);
                    return;
                }
            }
        }
    }

    /** Oldest first. */
    List<Adjustment> all() {
        return List.copyOf(all);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(all.size());
        for (Adjustment adjustment : all) {
            adjustment.writeTo(out);
        }
    }

    void readFrom(DataInput in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            all.add(Adjustment.readFrom(in));
        }
    }
}
