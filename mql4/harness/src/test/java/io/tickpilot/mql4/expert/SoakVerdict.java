package io.tickpilot.mql4.expert;

import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.portfolio.AccountBook;
import io.tickpilot.core.portfolio.Position;
import io.tickpilot.mql4.TerminalLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the journal says of one account, against what its broker says. Positions are compared as texts; an order the broker has
 * booked is compared with the report of it by ticket, lots and money.
 */
final class SoakVerdict {
    /** A signal that was valid for so long while its EA was well is answered. */
    private static final long OWED_MICROS = 3_000_000;
    /** Between the last look at the clock and the broker's answer; and of the measured clock, while a line delays. */
    private static final long LATE_MICROS = 1_000_000;

    private static final double CENT = 0.01;

    private final SoakTerminal terminal;
    private final List<SoakSignals.Made> signals;
    private final List<TradeReport> reports;
    private final List<SequencedEvent> journal;
    private final List<TerminalLine> open;
    private final List<TerminalLine> closed;
    private final List<String> faults = new ArrayList<>();

    /** @param journal all events, in each symbol's order */
    SoakVerdict(SoakTerminal terminal, List<SequencedEvent> journal, List<SoakSignals.Made> signals) {
        this.terminal = terminal;
        this.signals = signals;
        this.journal = journal;
        reports = journal.stream()
                .map(SequencedEvent::event)
                .filter(TradeReport.class::isInstance)
                .map(TradeReport.class::cast)
                .filter(report -> report.account().equals(terminal.account()))
                .toList();
        open = terminal.orders();
        closed = terminal.history();
        signalsAreAnsweredOnce();
        closesAreReportedOnce();
        openingsAreReportedOnce();
        sequencesAreTheirOwn();
        moneyAddsUp();
        compare("book's positions", bookPositions(), brokerPositions(line -> Long.toString(origin(line))));
    }

    /** What does not agree; empty when all does. */
    List<String> faults() {
        return faults;
    }

    private void signalsAreAnsweredOnce() {
        Map<String, List<TradeReport>> answers = new HashMap<>();
        for (TradeReport report : reports) {
            if (report.status() == Status.OPENED || report.status() == Status.REJECTED) {
                answers.computeIfAbsent(report.signalId(), id -> new ArrayList<>())
                        .add(report);
            }
        }
        for (SoakSignals.Made signal : signals) {
            List<TradeReport> answer = answers.getOrDefault(signal.id(), List.of());
            boolean owed = signal.wasValid()
                    && terminal.wasWell(signal.publishedMicros(), signal.validUntilMicros(), OWED_MICROS);
            if (answer.size() > 1) {
                faults.add("signal is answered more than once: " + answer);
            } else if (answer.isEmpty() && owed) {
                faults.add("signal is not answered: " + signal);
            }
            answer.stream()
                    .filter(report -> report.status() == Status.OPENED
                            && report.eventTimeMicros() > signal.validUntilMicros() + LATE_MICROS)
                    .forEach(report -> faults.add("signal is traded after its end: " + signal + " " + report));
        }
        Set<String> known = new HashSet<>();
        signals.forEach(signal -> known.add(signal.id()));
        answers.keySet().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> faults.add("nobody made this signal: " + id));
    }

    private void closesAreReportedOnce() {
        List<String> told = new ArrayList<>();
        for (TradeReport report : reports) {
            if (report.status() == Status.CLOSED || report.status() == Status.PARTIALLY_CLOSED) {
                told.add(text("#%d %.2f lots %.2f money", report.ticket(), report.lots(), report.profit()));
            }
        }
        List<String> booked = new ArrayList<>();
        for (TerminalLine line : closed) {
            double money = line.number("profit") + line.number("swap") + line.number("commission");
            booked.add(text("#%d %.2f lots %.2f money", line.whole("ticket"), line.number("lots"), money));
        }
        compare("closes", told, booked);
    }

    private void openingsAreReportedOnce() {
        List<TradeReport> opened = reports.stream()
                .filter(report -> report.status() == Status.OPENED)
                .toList();
        Set<Long> tickets = new HashSet<>();
        for (TradeReport report : opened) {
            if (!tickets.add(report.ticket())) {
                faults.add("opening is reported twice: " + report);
            }
        }
        double told = opened.stream().mapToDouble(TradeReport::lots).sum();
        double booked = Stream.concat(open.stream(), closed.stream())
                .mapToDouble(line -> line.number("lots"))
                .sum();
        if (Math.abs(told - booked) > 1e-6) {
            faults.add("lots opened: reported " + told + ", at the broker " + booked);
        }
    }

    private void sequencesAreTheirOwn() {
        Set<String> places = new HashSet<>();
        for (TradeReport report : reports) {
            if (!places.add(report.source() + " " + report.sourceSequence())) {
                faults.add("two reports have one sequence: " + report);
            }
        }
    }

    private void moneyAddsUp() {
        double told = SoakTerminal.BALANCE
                + reports.stream().mapToDouble(TradeReport::profit).sum();
        if (Math.abs(told - terminal.balance()) > CENT) {
            faults.add("balance: by the reports " + told + ", at the broker " + terminal.balance());
        }
    }

    /** The EA's own list, by its last reports since a time of the log; symbols it does not name have no position. */
    void compareHeld(long sinceMicros) {
        Map<String, PositionReport> newest = new TreeMap<>();
        for (SequencedEvent event : journal) {
            if (event.event() instanceof PositionReport report
                    && report.account().equals(terminal.account())
                    && event.logTimeMicros() >= sinceMicros) {
                newest.put(report.symbol(), report);
            }
        }
        List<String> held = new ArrayList<>();
        newest.forEach((symbol, report) -> {
            for (HeldPosition position : report.positions()) {
                held.add(position(Long.toString(position.ticket()), symbol, position.side(), position.lots()));
            }
        });
        compare("EA's positions", held, brokerPositions(line -> line.text("ticket")));
    }

    /** Of the EA's trade reports alone. */
    private List<String> bookPositions() {
        AccountBook book =
                new AccountBook(terminal.account(), "USD", SoakTerminal.BALANCE, InstrumentCatalogue.presets());
        reports.forEach(book::apply);
        List<String> positions = new ArrayList<>();
        for (Position position : book.positions()) {
            positions.add(position(
                    Long.toString(position.originTicket()), position.symbol(), position.side(), position.lots()));
        }
        return positions;
    }

    private List<String> brokerPositions(java.util.function.Function<TerminalLine, String> ticket) {
        return open.stream()
                .map(line -> position(
                        ticket.apply(line),
                        line.text("symbol"),
                        line.whole("type") == 0 ? Side.BUY : Side.SELL,
                        line.number("lots")))
                .toList();
    }

    /** First ticket of an order, back through the parts that were closed. */
    private long origin(TerminalLine order) {
        long ticket = order.whole("ticket");
        Map<Long, Long> before = new HashMap<>();
        for (TerminalLine line : closed) {
            if (line.text("comment").startsWith("to #")) {
                before.put(Long.parseLong(line.text("comment").substring(4)), (long) line.whole("ticket"));
            }
        }
        while (before.containsKey(ticket)) {
            ticket = before.get(ticket);
        }
        return ticket;
    }

    private void compare(String what, Collection<String> told, Collection<String> booked) {
        List<String> missing = new ArrayList<>(booked);
        told.forEach(missing::remove);
        List<String> excess = new ArrayList<>(told);
        booked.forEach(excess::remove);
        if (!missing.isEmpty() || !excess.isEmpty()) {
            faults.add(what + ": at the broker only " + missing + ", told only " + excess);
        }
    }

    private static String position(String ticket, String symbol, Side side, double lots) {
        return text("#%s %s %s %.2f", ticket, symbol, side, lots);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Counts, for people. */
    String told() {
        Map<String, Integer> refusals = new TreeMap<>();
        reports.stream()
                .filter(report -> report.status() == Status.REJECTED)
                .forEach(report -> refusals.merge(report.reason(), 1, Integer::sum));
        Map<String, Integer> closes = new TreeMap<>(Collections.reverseOrder());
        reports.stream()
                .filter(report -> report.status() == Status.CLOSED || report.status() == Status.PARTIALLY_CLOSED)
                .forEach(report -> closes.merge(report.reason().replaceAll("command:.*", "command"), 1, Integer::sum));
        long owed = signals.stream()
                .filter(signal -> signal.wasValid()
                        && terminal.wasWell(signal.publishedMicros(), signal.validUntilMicros(), OWED_MICROS))
                .count();
        Set<String> answered = new HashSet<>();
        reports.forEach(report -> answered.add(report.signalId()));
        return text(
                "%s: %d signals, %d valid, %d owed an answer, %d answered; %d opened, refused %s, closed %s, %d open;"
                        + " balance %.2f. %s",
                terminal.account(),
                signals.size(),
                signals.stream().filter(SoakSignals.Made::wasValid).count(),
                owed,
                signals.stream()
                        .filter(signal -> answered.contains(signal.id()))
                        .count(),
                count(report -> report.status() == Status.OPENED),
                refusals,
                closes,
                open.size(),
                terminal.balance(),
                terminal.lines().told());
    }

    private long count(Predicate<TradeReport> which) {
        return reports.stream().filter(which).count();
    }
}
