package io.tickpilot.e2e;

import io.tickpilot.bridge.Topics;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came of everything, read from the journal and from what the job has told. */
final class KillLoopVerdict {
    private final JournalReplay truth;
    private final List<LogEvent> inputs;
    private final long beganMicros;
    private final Map<String, Decision> decided;
    private final Map<String, Signal> signalled = new HashMap<>();
    private final List<String> accounts;
    /** By account, then by signal. */
    private final Map<String, Map<String, List<TradeReport>>> answers = new TreeMap<>();

    private final Map<String, List<TradeReport>> reports = new TreeMap<>();
    private int alikeDecisions;

    /**
     * @param accounts that trade, each for itself
     * @param truth of the journal as it was when nothing more was to be decided
     * @param beganMicros since when mishaps came; of the history before, signals may have expired before anyone could hear them
     */
    KillLoopVerdict(String bootstrap, List<String> accounts, JournalReplay truth, long beganMicros)
            throws WireException {
        this.accounts = accounts;
        this.truth = truth;
        this.beganMicros = beganMicros;
        inputs = JournalReplay.inputs(bootstrap);
        decided = decided(bootstrap);
        for (byte[] bytes : KafkaTopic.read(bootstrap, Topics.SIGNALS)) {
            Signal signal = WireCodec.decodeSignal(bytes);
            signalled.put(signal.id(), signal);
        }
        for (String account : accounts) {
            reports.put(account, new ArrayList<>());
            answers.put(account, new HashMap<>());
        }
        for (LogEvent event : inputs) {
            if (event instanceof TradeReport report) {
                take(report);
            }
        }
    }

    private void take(TradeReport report) {
        reports.get(report.account()).add(report);
        boolean answer = report.status() == TradeReport.Status.OPENED || report.status() == TradeReport.Status.REJECTED;
        if (answer) {
            answers.get(report.account())
                    .computeIfAbsent(report.signalId(), added -> new ArrayList<>())
                    .add(report);
        }
    }

    private Map<String, Decision> decided(String bootstrap) throws WireException {
        Map<String, Decision> decisions = new TreeMap<>();
        for (byte[] bytes : KafkaTopic.read(bootstrap, Topics.DECISIONS)) {
            Decision decision = WireCodec.decodeDecision(bytes);
            Decision before = decisions.put(JournalReplay.key(decision), decision);
            if (before != null && !before.equals(decision)) {
                throw new AssertionError("decided twice, not alike: " + before + " and " + decision);
            }
            alikeDecisions += before == null ? 0 : 1;
        }
        return decisions;
    }

    /** Whether the job has decided all that the journal makes it decide. */
    boolean isDecided() {
        return decided.keySet().containsAll(truth.decisions().keySet());
    }

    /** Signals that outlive all mishaps and that a terminal has not answered: they are lost, or on their way. */
    Set<String> unanswered() {
        Set<String> ids = new TreeSet<>();
        accounts.forEach(account -> ids.addAll(unanswered(account)));
        return ids;
    }

    private Set<String> unanswered(String account) {
        Set<String> ids = new TreeSet<>();
        truth.signals().forEach((id, signal) -> {
            if (!answers.get(account).containsKey(id) && outlivesMishaps(signal)) {
                ids.add(account + " " + id);
            }
        });
        return ids;
    }

    private boolean outlivesMishaps(Signal signal) {
        return signal.createdMicros() >= beganMicros
                && !signal.decision().strategy().equals("hasty");
    }

    /** Source sequences of a symbol's ticks, in the journal's order. */
    List<Long> ticks(String symbol) {
        return inputs.stream()
                .filter(event -> event instanceof Tick && event.symbol().equals(symbol))
                .map(event -> ((Tick) event).sourceSequence())
                .toList();
    }

    /** Source sequences of an account's reports, sorted. */
    List<Long> reports(String account) {
        return reports.get(account).stream()
                .map(TradeReport::sourceSequence)
                .sorted()
                .toList();
    }

    /** Signals that an account has traded. */
    Set<String> traded(String account) {
        Set<String> ids = new TreeSet<>();
        for (TradeReport report : reports.get(account)) {
            if (report.status() == TradeReport.Status.OPENED) {
                ids.add(report.signalId());
            }
        }
        return ids;
    }

    /** What an account has gained by its reports, in its currency. */
    double gained(String account) {
        return reports.get(account).stream().mapToDouble(TradeReport::profit).sum();
    }

    /** Places in the log decided otherwise than a bare loop over the journal decides. */
    Set<String> decidedOtherwise() {
        Set<String> places = new TreeSet<>();
        truth.decisions().forEach((place, decision) -> {
            if (!decision.equals(decided.get(place))) {
                places.add(place);
            }
        });
        return places;
    }

    /** Decisions on what never came to count in the journal. */
    List<Decision> orphans() {
        return decided.entrySet().stream()
                .filter(entry -> !truth.decisions().containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    int newestEpoch() {
        return truth.decisions().values().stream()
                .mapToInt(Decision::epoch)
                .max()
                .orElse(0);
    }

    /** Signals that one account has answered more than once. */
    Set<String> doubled() {
        Set<String> ids = new TreeSet<>();
        accounts.forEach(account -> ids.addAll(doubled(account)));
        return ids;
    }

    private Set<String> doubled(String account) {
        Set<String> ids = new TreeSet<>();
        answers.get(account).forEach((id, given) -> {
            if (given.size() > 1) {
                ids.add(account + " " + id);
            }
        });
        return ids;
    }

    /** Trades of signals that had expired, by the terminal's own clock. */
    List<TradeReport> tradedLate() {
        return reports.values().stream()
                .flatMap(List::stream)
                .filter(report -> report.status() == TradeReport.Status.OPENED && isLate(report))
                .toList();
    }

    private boolean isLate(TradeReport report) {
        Signal signal =
                signalled.getOrDefault(report.signalId(), truth.signals().get(report.signalId()));
        return signal != null && report.eventTimeMicros() > signal.validUntilMicros() + 1_000_000;
    }

    /** What the job holds for an account: symbol, strategy, side, lots. */
    List<String> positions(String account) {
        List<String> positions = new ArrayList<>();
        for (String strategy : List.of("patient", "hasty", "counting")) {
            positions.addAll(truth.positions(account, strategy));
        }
        return positions;
    }

    private long answered(String account, TradeReport.Status status, boolean expired) {
        return answers.get(account).values().stream()
                .filter(given -> given.stream()
                        .anyMatch(report -> report.status() == status
                                && (status == TradeReport.Status.OPENED
                                        || report.reason().equals("expired") == expired)))
                .count();
    }

    /** Counts, for people. How many reports a terminal has made, only its own check knows. */
    String table(Map<String, Long> sent, Map<String, Integer> mishaps) {
        long ticksSent = sent.values().stream().mapToLong(Long::longValue).sum();
        long ticks = inputs.stream().filter(event -> event instanceof Tick).count();
        StringBuilder table =
                new StringBuilder("kill loop                | sent | received | lost | doubled | expired | orphaned\n");
        row(table, "ticks", ticksSent, ticks, Math.max(0, ticksSent - ticks), Math.max(0, ticks - ticksSent), "-", "-");
        accounts.forEach(account -> rows(table, account));
        long decided = truth.decisions().size();
        long otherwise = decidedOtherwise().size();
        row(
                table,
                "decisions",
                decided,
                decided - otherwise,
                otherwise,
                0,
                "-",
                orphans().size());
        return table.append("mishaps: ")
                .append(mishaps)
                .append("; epochs ")
                .append(newestEpoch())
                .append("; published again, alike, by restarted tasks: ")
                .append(alikeDecisions)
                .append(" decisions\n")
                .toString();
    }

    private void rows(StringBuilder table, String account) {
        List<Long> told = reports(account);
        long distinct = told.stream().distinct().count();
        row(table, account + " reports", "-", distinct, "-", told.size() - distinct, "-", "-");
        row(table, account + " trades", "-", traded(account).size(), "-", "-", "-", "-");
        long notInTime = truth.signals().entrySet().stream()
                .filter(entry -> !outlivesMishaps(entry.getValue())
                        && !answers.get(account).containsKey(entry.getKey()))
                .count();
        long orphaned = signalled.keySet().stream()
                .filter(id -> !truth.signals().containsKey(id))
                .count();
        row(
                table,
                account + " signals",
                truth.signals().size(),
                answered(account, TradeReport.Status.OPENED, false)
                        + answered(account, TradeReport.Status.REJECTED, false),
                unanswered(account).size(),
                doubled(account).size(),
                notInTime + answered(account, TradeReport.Status.REJECTED, true),
                orphaned);
    }

    private static void row(StringBuilder table, String name, Object... cells) {
        table.append(String.format(Locale.ROOT, "%-25s", name));
        for (Object cell : cells) {
            table.append("| ").append(cell).append(' ');
        }
        table.append('\n');
    }
}
