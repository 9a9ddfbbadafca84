package io.tickpilot.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.bridge.FaultProxy.Fault;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.e2e.KillLoopLines.Line;
import io.tickpilot.flink.OnnxAgents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All parties as processes of their own, killed as with -9 and cut off from each other again and again. Then: every acknowledged
 * tick and trade report is in the journal once and in order; what the job decided is what a bare loop over the journal decides;
 * the terminal has every signal that outlived the mishaps, once; terminal and job hold the same positions.
 *
 * <p>Mishaps and their times come from the seed ({@code -Dkill-loop.seed}); the world answers in its own time.
 */
class KillLoopIT {
    private static final Path HOME = Path.of(System.getProperty("tickpilot.home"));
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(60);
    private static final long LAST_WORD_MICROS = 10_000_000L;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("kill-loop.seed", 20_261_121);
    private final Random random = new Random(seed);
    private final Map<String, Integer> mishaps = new TreeMap<>();

    @Test
    void nothingIsLostOrDoubledWhicheverPartyDies() throws Exception {
        run(Duration.ofSeconds(40));
    }

    @Test
    @Tag("long")
    void nothingIsLostOrDoubledInHalfAnHourOfMishaps() throws Exception {
        run(Duration.ofSeconds(Long.getLong("kill-loop.seconds", 1_800)));
    }

    private void run(Duration length) throws Exception {
        EngineSettings engine = EngineSettings.from(Settings.parse(KillLoopMarket.YAML, Map.of()));
        List<AgentModel> models = OnnxAgents.of(engine, HOME::resolve).open();
        long start = KillLoopWorld.nowMicros() - KillLoopMarket.HISTORY_MICROS;
        try (KillLoopWorld world = new KillLoopWorld(folder, seed, start)) {
            world.begin();
            long began = KillLoopWorld.nowMicros();
            disturb(world, length);
            world.lines().heal();

            assertThat(world.stopFeed(PATIENCE)).as("every tick acknowledged").isTrue();
            KillLoopVerdict answered = answered(world, JournalReplay.of(world.bootstrap(), engine, models), began);
            System.out.println(answered.table(world.sent(), mishaps));
            List<String> held = world.stopTerminal();
            assertThat(world.feedOn(LAST_WORD_MICROS, PATIENCE)).isTrue();
            KillLoopVerdict verdict = decided(world, JournalReplay.of(world.bootstrap(), engine, models), began);

            world.sent().forEach((symbol, last) -> assertThat(verdict.ticks(symbol))
                    .as("ticks of %s", symbol)
                    .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList()));
            assertThat(verdict.reports())
                    .as("trade reports")
                    .isNotEmpty()
                    .isEqualTo(LongStream.range(
                                    verdict.reports().get(0),
                                    verdict.reports().get(0) + verdict.reports().size())
                            .boxed()
                            .toList());
            assertThat(verdict.decidedOtherwise()).as("decided otherwise").isEmpty();
            assertThat(verdict.orphans())
                    .as("orphans are of epochs that have ended")
                    .allMatch(orphan -> orphan.epoch() < verdict.newestEpoch());
            assertThat(answered.unanswered()).as("signals lost").isEmpty();
            assertThat(verdict.doubled()).as("signals answered twice").isEmpty();
            assertThat(verdict.tradedLate()).as("traded after they had expired").isEmpty();
            assertThat(held).as("positions").containsExactlyInAnyOrderElementsOf(verdict.positions());
        } finally {
            models.forEach(AgentModel::close);
        }
    }

    /** Every kind of mishap comes once before any comes again. */
    private void disturb(KillLoopWorld world, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        List<Mishap> deck = new ArrayList<>();
        while (System.nanoTime() < end) {
            if (deck.isEmpty()) {
                deck.addAll(mishaps(world));
                Collections.shuffle(deck, random);
            }
            Mishap next = deck.remove(deck.size() - 1);
            mishaps.merge(next.name(), 1, Integer::sum);
            next.act().run();
            TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(4_000));
        }
    }

    private record Mishap(String name, Act act) {}

    /** May throw. */
    private interface Act {
        void run() throws Exception;
    }

    private List<Mishap> mishaps(KillLoopWorld world) {
        List<Mishap> all = new ArrayList<>(List.of(
                new Mishap("kill bridge", world::killBridge),
                new Mishap("kill task manager", world::killTaskManager),
                new Mishap("kill kafka", world::killKafka),
                new Mishap("kill terminal", world::killTerminal)));
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                Line line = Line.values()[random.nextInt(Line.values().length)];
                all.add(new Mishap("line " + fault.name().toLowerCase(Locale.ROOT), () -> {
                    world.lines().set(line, fault);
                    TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(3_000));
                    world.lines().set(line, Fault.NONE);
                }));
            }
        }
        return all;
    }

    /** Until the job has decided all that the journal makes it decide. */
    private static KillLoopVerdict decided(KillLoopWorld world, JournalReplay truth, long began) {
        AtomicReference<KillLoopVerdict> verdict = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            verdict.set(new KillLoopVerdict(world.bootstrap(), truth, began));
            return verdict.get().isDecided();
        });
        return verdict.get();
    }

    /** Until the terminal has answered all that outlived the mishaps, or does not in time. */
    private static KillLoopVerdict answered(KillLoopWorld world, JournalReplay truth, long began) throws Exception {
        KillLoopVerdict verdict = decided(world, truth, began);
        long end = System.nanoTime() + ANSWERED_WITHIN.toNanos();
        while (!verdict.unanswered().isEmpty() && System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(1);
            verdict = new KillLoopVerdict(world.bootstrap(), truth, began);
        }
        return verdict;
    }
}
