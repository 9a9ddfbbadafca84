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
import java.util.HashSet;
import java.util.List;
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
    private final Map<String, List<TradeReport>> answers = new HashMap<>();
    private final List<TradeReport> reports = new ArrayList<>();
    private int alikeDecisions;

    /**
     * @param truth of the journal as it was when nothing more was to be decided
     * @param beganMicros since when mishaps came; of the history before, signals may have expired before anyone could hear them
     */
    KillLoopVerdict(String bootstrap, JournalReplay truth, long beganMicros) throws WireException {
        this.truth = truth;
        this.beganMicros = beganMicros;
        inputs = JournalReplay.inputs(bootstrap);
        decided = decided(bootstrap);
        for (byte[] bytes : KafkaTopic.read(bootstrap, Topics.SIGNALS)) {
            Signal signal = WireCodec.decodeSignal(bytes);
            signalled.put(signal.id(), signal);
        }
        for (LogEvent event : inputs) {
            if (event instanceof TradeReport report) {
                reports.add(report);
                boolean answer =
                        report.status() == TradeReport.Status.OPENED || report.status() == TradeReport.Status.REJECTED;
                if (answer) {
                    answers.computeIfAbsent(report.signalId(), added -> new ArrayList<>())
                            .add(report);
                }
            }
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

    /** Signals that outlive all mishaps and that the terminal has not answered: they are lost, or on their way. */
    Set<String> unanswered() {
        Set<String> ids = new TreeSet<>();
        truth.signals().forEach((id, signal) -> {
            if (!answers.containsKey(id) && outlivesMishaps(signal)) {
                ids.add(id);
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

    /** Source sequences of the terminal's reports, sorted. */
    List<Long> reports() {
        return reports.stream().map(TradeReport::sourceSequence).sorted().toList();
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

    /** Signals answered more than once. */
    Set<String> doubled() {
        Set<String> ids = new TreeSet<>();
        answers.forEach((id, given) -> {
            if (given.size() > 1) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** Signals traded after they had expired, by the terminal's own clock. */
    Set<String> tradedLate() {
        Set<String> ids = new TreeSet<>();
        answers.forEach((id, given) -> {
            Signal signal = signalled.getOrDefault(id, truth.signals().get(id));
            boolean late = signal != null
                    && given.stream()
                            .anyMatch(report -> report.status() == TradeReport.Status.OPENED
                                    && report.eventTimeMicros() > signal.validUntilMicros() + 1_000_000);
            if (late) {
                ids.add(id);
            }
        });
        return ids;
    }

    List<String> positions() {
        List<String> positions = new ArrayList<>();
        for (String strategy : List.of("patient", "hasty", "counting")) {
            positions.addAll(truth.positions(strategy));
        }
        return positions;
    }

    private long answered(TradeReport.Status status, boolean expired) {
        return answers.values().stream()
                .filter(given -> given.stream()
                        .anyMatch(report -> report.status() == status
                                && (status == TradeReport.Status.OPENED
                                        || report.reason().equals("expired") == expired)))
                .count();
    }

    /** The table. */
    String table(Map<String, Long> sent, Map<String, Integer> mishaps) {
        long ticksSent = sent.values().stream().mapToLong(Long::longValue).sum();
        long ticks = inputs.stream().filter(event -> event instanceof Tick).count();
        Set<Long> distinct = new HashSet<>(reports());
        long reportSpan = reports.isEmpty()
                ? 0
                : reports().get(reports.size() - 1) - reports().get(0) + 1;
        long notInTime = truth.signals().entrySet().stream()
                .filter(entry -> !outlivesMishaps(entry.getValue()) && !answers.containsKey(entry.getKey()))
                .count();
        long orphanedSignals = signalled.keySet().stream()
                .filter(id -> !truth.signals().containsKey(id))
                .count();
        return """
                kill loop      | sent | received | lost | doubled | expired | orphaned
                ticks          | %d | %d | %d | %d | - | -
                trade reports  | %d | %d | %d | %d | - | -
                signals        | %d | %d | %d | %d | %d | %d
                decisions      | %d | %d | %d | %d | - | %d
                mishaps        | %s; epochs %d; published again, alike, by restarted tasks: %d decisions
                """.formatted(
                        ticksSent,
                        ticks,
                        Math.max(0, ticksSent - ticks),
                        Math.max(0, ticks - ticksSent),
                        reportSpan,
                        distinct.size(),
                        reportSpan - distinct.size(),
                        reports.size() - distinct.size(),
                        truth.signals().size(),
                        answered(TradeReport.Status.OPENED, false) + answered(TradeReport.Status.REJECTED, false),
                        unanswered().size(),
                        doubled().size(),
                        notInTime + answered(TradeReport.Status.REJECTED, true),
                        orphanedSignals,
                        truth.decisions().size(),
                        truth.decisions().size() - decidedOtherwise().size(),
                        decidedOtherwise().size(),
                        0,
                        orphans().size(),
                        mishaps,
                        newestEpoch(),
                        alikeDecisions);
    }
}
