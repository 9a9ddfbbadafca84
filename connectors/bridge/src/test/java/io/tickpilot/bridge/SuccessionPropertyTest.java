package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.JournalRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The journal that random successions of bridges leave behind, against a plain reading of the rule. */
class SuccessionPropertyTest {
    private int takeOvers;
    private int fencedWhileLeading;
    private int lostSends;

    @Test
    void whatWasAcknowledgedCountsOnceAndInOrderWhoeverLed() {
        check(2_000);
    }

    @Test
    @Tag("long")
    void whatWasAcknowledgedCountsOnceAndInOrderWhoeverLedInManyMoreWorlds() {
        check(200_000);
    }

    private void check(int worlds) {
        for (int seed = 0; seed < worlds; seed++) {
            SimulatedSuccession world = new SimulatedSuccession(seed);
            world.run(1_500);
            checkAcknowledged(world, seed);

            world.settle();

            checkAcknowledged(world, seed);
            assertThat(world.senders).as("seed %d", seed).allMatch(SimulatedSuccession.Sender::isDone);
            checkKilled(world, seed);
            takeOvers += world.takeOvers;
            fencedWhileLeading += world.fencedWhileLeading;
            lostSends += world.lostSends;
        }
        assertThat(takeOvers).isGreaterThan(2 * worlds);
        assertThat(fencedWhileLeading).isGreaterThan(worlds / 2);
        assertThat(lostSends).isGreaterThan(worlds / 2);
    }

    private static void checkAcknowledged(SimulatedSuccession world, int seed) {
        Map<String, List<Long>> bySymbol = new HashMap<>();
        for (List<JournalRecord> partition : world.journal) {
            for (JournalRecord record : counting(partition)) {
                if (record instanceof JournalRecord.Entry entry && entry.event().event() instanceof Tick tick) {
                    bySymbol.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>())
                            .add(tick.sourceSequence());
                }
            }
        }
        for (SimulatedSuccession.Sender sender : world.senders) {
            List<Long> counted = bySymbol.getOrDefault(sender.symbol, List.of());
            for (int i = 0; i < counted.size(); i++) {
                assertThat(counted.get(i)).as("seed %d %s", seed, sender.symbol).isEqualTo(i + 1);
            }
            assertThat((long) counted.size())
                    .as("seed %d %s", seed, sender.symbol)
                    .isGreaterThanOrEqualTo(sender.acknowledged);
        }
    }

    /** Every symbol once, whoever led; what began after the kill was acknowledged before anything else. */
    private static void checkKilled(SimulatedSuccession world, int seed) {
        Map<String, List<LogEvent>> bySymbol = new HashMap<>();
        for (List<JournalRecord> partition : world.journal) {
            for (JournalRecord record : counting(partition)) {
                if (record instanceof JournalRecord.Entry entry) {
                    bySymbol.computeIfAbsent(entry.event().symbol(), symbol -> new ArrayList<>())
                            .add(entry.event().event());
                }
            }
        }
        bySymbol.forEach((symbol, events) ->
                assertThat(events).as("seed %d %s", seed, symbol).containsOnlyOnce(kill(symbol)));
        for (String symbol : SimulatedSuccession.LATE) {
            assertThat(bySymbol.get(symbol)).as("seed %d %s", seed, symbol).startsWith(kill(symbol));
        }
    }

    private static LogEvent kill(String symbol) {
        return SimulatedSuccession.KILL.forSymbol(symbol);
    }

    /** Plainly: of each record, ask for the highest fence before it and for the number expected there. */
    private static List<JournalRecord> counting(List<JournalRecord> partition) {
        List<JournalRecord> counting = new ArrayList<>();
        for (int at = 0; at < partition.size(); at++) {
            JournalRecord record = partition.get(at);
            int inForce = partition.subList(0, at).stream()
                    .filter(JournalRecord.FenceMark.class::isInstance)
                    .mapToInt(JournalRecord::epoch)
                    .max()
                    .orElse(0);
            long expected =
                    counting.stream().mapToLong(JournalRecord::sequence).max().orElse(-1) + 1;
            boolean fence = record instanceof JournalRecord.FenceMark;
            if (fence ? record.epoch() > inForce : record.epoch() == inForce && record.sequence() == expected) {
                counting.add(record);
            }
        }
        return counting;
    }
}
