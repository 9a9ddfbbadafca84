package io.tickpilot.core.risk;

import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.risk.PositionDifference.Kind;
import io.tickpilot.core.signal.Rejection;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whether what is thought open in one symbol is what terminals hold. Once they are asked, nothing leaves until each that ever told its
 * positions here has told them again; live, nothing leaves before one has told them at all. The terminal is always right: what it does
 * not hold was closed with an unknown result, what is not known here is taken over. Not thread-safe.
 *
 * <p>A terminal that never tells its positions is not waited for on paper. One that was silent for a day when all are asked is not
 * waited for any more.
 */
public final class Reconciliation {
    private static final long FORGOTTEN_MICROS = 86_400_000_000L;

    /** Account to what is known of its terminal. */
    private final TreeMap<String, Terminal> terminals = new TreeMap<>();

    /** Whether trades wait for it. */
    public enum Mode {
        REQUIRED,
        OFF
    }

    private static final class Terminal {
        boolean waitedFor;
        /** Log time of its last report of any kind. */
        long lastMicros;
    }

    /** The terminals meant are asked. @return how many are waited for */
    public int ask(Predicate<String> meant, long nowMicros) {
        terminals.values().removeIf(terminal -> nowMicros - terminal.lastMicros > FORGOTTEN_MICROS);
        int asked = 0;
        for (Map.Entry<String, Terminal> entry : terminals.entrySet()) {
            if (meant.test(entry.getKey())) {
                entry.getValue().waitedFor = true;
                asked++;
            }
        }
        return asked;
    }

    /** {@code not-reconciled}: terminals waited for against 0; live, with none that ever told, 1 against 0. */
    public void rejections(Mode mode, boolean live, String account, List<Rejection> into) {
        if (mode == Mode.OFF) {
            return;
        }
        int waiting = 0;
        boolean told = false;
        for (Map.Entry<String, Terminal> entry : terminals.entrySet()) {
            if (account.isEmpty() || account.equals(entry.getKey())) {
                waiting += entry.getValue().waitedFor ? 1 : 0;
                told = true;
            }
        }
        if (waiting > 0 || (live && !told)) {
            into.add(new Rejection("not-reconciled", Math.max(1, waiting), 0));
        }
    }

    /** A report of another kind: the terminal is still there. */
    public void heard(String account, long nowMicros) {
        Terminal terminal = terminals.get(account);
        if (terminal != null) {
            terminal.lastMicros = nowMicros;
        }
    }

    /** @return whether it was waited for, or had never told before */
    public boolean told(String account, long nowMicros) {
        Terminal terminal = terminals.get(account);
        boolean awaited = terminal == null || terminal.waitedFor;
        if (terminal == null) {
            terminal = new Terminal();
            terminals.put(account, terminal);
        }
        terminal.waitedFor = false;
        terminal.lastMicros = nowMicros;
        return awaited;
    }

    /**
     * Makes the books agree with the terminal.
     *
     * @param books by strategy, the empty name for foreign positions; changed
     */
    public static List<PositionDifference> resolve(PositionReport report, Map<String, OpenPositions> books) {
        List<PositionDifference> differences = new ArrayList<>(0);
        Set<Long> theirs = new HashSet<>();
        for (HeldPosition held : report.positions()) {
            theirs.add(origin(held));
            take(held, report.account(), books, differences);
        }
        books.forEach((strategy, book) -> {
            for (OpenPosition ours : List.copyOf(book.positions())) {
                if (ours.account().equals(report.account()) && !theirs.contains(ours.originTicket())) {
                    book.remove(ours.account(), ours.originTicket());
                    differences.add(new PositionDifference(
                            Kind.MISSING, strategy, ours.signalId(), ours.originTicket(), ours.side(), ours.lots(), 0));
                }
            }
        });
        return differences;
    }

    private static void take(
            HeldPosition held, String account, Map<String, OpenPositions> books, List<PositionDifference> differences) {
        long origin = origin(held);
        for (Map.Entry<String, OpenPositions> book : books.entrySet()) {
            OpenPosition ours = book.getValue().find(account, origin);
            if (ours != null) {
                book.getValue().put(taken(held, account, ours.realised(), ours.risk()));
                if (ours.side() != held.side() || Math.abs(ours.lots() - held.lots()) > 1e-9) {
                    differences.add(new PositionDifference(
                            Kind.CHANGED,
                            book.getKey(),
                            held.signalId(),
                            origin,
                            held.side(),
                            ours.lots(),
                            held.lots()));
                }
                return;
            }
        }
        boolean own = !held.strategy().isEmpty() && books.containsKey(held.strategy());
        String strategy = own ? held.strategy() : "";
        OpenPositions book = books.get(strategy);
        if (book == null) {
            throw new IllegalStateException("there is no book for foreign positions");
        }
        book.put(taken(held, account, 0, Double.NaN));
        differences.add(new PositionDifference(
                own ? Kind.ADOPTED : Kind.FOREIGN, strategy, held.signalId(), origin, held.side(), 0, held.lots()));
    }

    private static OpenPosition taken(HeldPosition held, String account, double realised, double risk) {
        return new OpenPosition(
                account,
                origin(held),
                held.side(),
                held.lots(),
                held.openPrice(),
                held.stop(),
                held.signalId(),
                realised,
                risk);
    }

    private static long origin(HeldPosition held) {
        return held.originTicket() == 0 ? held.ticket() : held.originTicket();
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(terminals.size());
        for (Map.Entry<String, Terminal> entry : terminals.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeBoolean(entry.getValue().waitedFor);
            out.writeLong(entry.getValue().lastMicros);
        }
    }

    public static Reconciliation readFrom(DataInput in) throws IOException {
        Reconciliation result = new Reconciliation();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Terminal terminal = new Terminal();
            result.terminals.put(in.readUTF(), terminal);
            terminal.waitedFor = in.readBoolean();
            terminal.lastMicros = in.readLong();
        }
        return result;
    }
}
