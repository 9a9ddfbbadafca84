package io.tickpilot.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tickpilot.bridge.FaultProxy.Fault;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.e2e.KillLoopLines.Line;
import io.tickpilot.flink.OnnxAgents;
import io.tickpilot.local.ea.BrokerAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * each terminal has every signal that outlived the mishaps, once; terminals and job hold the same positions. The Expert Advisor is one of
 * the terminals where a compiler is.
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
            Optional<BrokerAccount> broker = world.hasExpert() ? Optional.of(world.stopExpert()) : Optional.empty();
            assertThat(world.feedOn(LAST_WORD_MICROS, PATIENCE)).isTrue();
            KillLoopVerdict verdict = decided(world, JournalReplay.of(world.bootstrap(), engine, models), began);

            world.sent().forEach((symbol, last) -> assertThat(verdict.ticks(symbol))
                    .as("ticks of %s", symbol)
                    .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList()));
            List<Long> reports = verdict.reports(KillLoopWorld.PAPER);
            assertThat(reports)
                    .as("trade reports on paper")
                    .isNotEmpty()
                    .isEqualTo(LongStream.range(reports.get(0), reports.get(0) + reports.size())
                            .boxed()
                            .toList());
            assertThat(verdict.decidedOtherwise()).as("decided otherwise").isEmpty();
            assertThat(verdict.orphans())
                    .as("orphans are of epochs that have ended")
                    .allMatch(orphan -> orphan.epoch() < verdict.newestEpoch());
            assertThat(answered.unanswered()).as("signals lost").isEmpty();
            assertThat(verdict.doubled()).as("signals answered twice").isEmpty();
            assertThat(verdict.tradedLate()).as("traded after they had expired").isEmpty();
            assertThat(held)
                    .as("positions on paper")
                    .containsExactlyInAnyOrderElementsOf(verdict.positions(KillLoopWorld.PAPER));
            broker.ifPresent(account -> assertAgrees(verdict, account));
        } finally {
            models.forEach(AgentModel::close);
        }
    }

    /** Books of the Expert Advisor's broker against what its reports have told the job. */
    private static void assertAgrees(KillLoopVerdict verdict, BrokerAccount broker) {
        List<Long> reports = verdict.reports(KillLoopExpert.ACCOUNT);
        assertThat(reports).as("trade reports of the EA").doesNotHaveDuplicates();
        assertThat(verdict.traded(KillLoopExpert.ACCOUNT))
                .as("signals traded by the EA")
                .isNotEmpty();
        assertThat(broker.orders())
                .extracting(order -> order.symbol() + " " + order.side() + " " + order.lots())
                .as("positions of the EA")
                .containsExactlyInAnyOrderElementsOf(verdict.positions(KillLoopExpert.ACCOUNT).stream()
                        .map(held -> held.replaceFirst(" \\S+", ""))
                        .toList());
        assertThat(broker.balance() - KillLoopExpert.BALANCE)
                .as("money gained by the EA")
                .isCloseTo(verdict.gained(KillLoopExpert.ACCOUNT), within(0.01));
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
        if (world.hasExpert()) {
            all.add(new Mishap("kill expert", world::killExpert));
        }
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
            verdict.set(new KillLoopVerdict(world.bootstrap(), world.accounts(), truth, began));
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
            verdict = new KillLoopVerdict(world.bootstrap(), world.accounts(), truth, began);
        }
        return verdict;
    }
}
