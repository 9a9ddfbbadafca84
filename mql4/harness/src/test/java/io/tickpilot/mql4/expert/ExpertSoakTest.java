package io.tickpilot.mql4.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.TestKafka;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.mql4.SimulatedMt4;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two Expert Advisors trade a job's signals while one of them is killed again and again, the bridge is killed, their lines fail in every
 * way, and their brokers refuse, time out, disconnect and pass midnight. In the end, for each of them: every signal was traded at most once, and
 * answered if there was a time to; every order the broker booked is in the journal once, to the cent; broker, EA and a book built
 * from the journal hold the same positions.
 *
 * <p>Mishaps and their order come from the seed ({@code -Dsoak.seed}); the world answers in its own time.
 */
class ExpertSoakTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MOVE_MILLIS = 50;
    private static final int LOOK_MILLIS = 100;
    private static final long DAY_SECONDS = 86_400;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("soak.seed", 20_261_121);
    private final Map<String, Integer> mishaps = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean marketCloses;
    private volatile boolean ending;
    private volatile Throwable failure;

    @Test
    void nothingIsLostOrDoubledWhateverGoesWrong() throws Exception {
        run(Duration.ofSeconds(Long.getLong("soak.brief-seconds", 40)));
    }

    @Test
    @Tag("long")
    void nothingIsLostOrDoubledInHalfAnHour() throws Exception {
        run(Duration.ofSeconds(Long.getLong("soak.seconds", 1_800)));
    }

    private void run(Duration length) throws Exception {
        assumeTrue(SimulatedMt4.isPossible(), "g++ is needed: apt-get install g++ libzmq3-dev");
        try (TestKafka kafka = TestKafka.start(Files.createDirectory(folder.resolve("kafka")));
                SoakBridge bridge = new SoakBridge(folder, kafka.bootstrap());
                SoakTerminal mortal = terminal("mortal", bridge, true, length);
                SoakTerminal steady = terminal("steady", bridge, false, length)) {
            List<SoakTerminal> terminals = List.of(mortal, steady);
            SoakMarket market = new SoakMarket(seed);
            SoakSignals signals = new SoakSignals(bridge, market, seed + 1);
            terminals.forEach(SoakTerminal::start);
            start("market", () -> feed(market, terminals));
            start("watch", () -> watch(bridge, terminals));
            Thread job = start("job", signals);
            try {
                SoakMishaps next = new SoakMishaps(bridge, mortal, steady, new Random(seed + 2), mishaps);
                long began = steady.residentKiB();
                disturb(next, length.dividedBy(2));
                long middle = steady.residentKiB();
                disturb(next, length.dividedBy(2));
                signals.end();
                job.join();
                terminals.forEach(terminal -> terminal.lines().heal());

                try (JournalView log = new JournalView(kafka.bootstrap())) {
                    judge(log, bridge, terminals, signals);
                }
                System.out.printf(
                        "soak: %d s, signals %s, mishaps %s%nsoak: memory of the steady EA %d, %d, %d KiB at begin, middle and end%n",
                        length.toSeconds(), signals.counts(), mishaps, began, middle, steady.residentKiB());
            } finally {
                ending = true;
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }
    }

    /** Broker's midnight comes in the middle. */
    private SoakTerminal terminal(String account, SoakBridge bridge, boolean disturbed, Duration length)
            throws Exception {
        long middle = System.currentTimeMillis() / 1_000 + length.toSeconds() / 2;
        return new SoakTerminal(
                ExpertRig.expert(),
                folder.resolve(account),
                account,
                new SoakLines(bridge.addresses(), disturbed, seed + account.length()),
                DAY_SECONDS - middle % DAY_SECONDS,
                seed);
    }

    private Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, "soak-" + name);
        thread.setUncaughtExceptionHandler((dead, cause) -> failure = cause);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void feed(SoakMarket market, List<SoakTerminal> terminals) {
        while (pause(MOVE_MILLIS) && !marketCloses) {
            String symbol = market.move();
            terminals.forEach(terminal -> terminal.quote(symbol, market.bid(symbol), market.ask(symbol)));
        }
    }

    private void watch(SoakBridge bridge, List<SoakTerminal> terminals) {
        while (pause(LOOK_MILLIS)) {
            long now = MarketClock.system().micros();
            terminals.forEach(terminal -> terminal.look(bridge.isUp(), now));
        }
    }

    private boolean pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return !ending;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void disturb(SoakMishaps next, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            next.happen();
            if (failure != null) {
                throw new IllegalStateException("a party of the soak died", failure);
            }
        }
    }

    /** Waits until all agree, or as long as it may take, and says what does not. */
    private void judge(JournalView log, SoakBridge bridge, List<SoakTerminal> terminals, SoakSignals signals)
            throws Exception {
        List<SoakVerdict> verdicts = new ArrayList<>();
        marketCloses = true;
        threads.get(0).join();
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            TimeUnit.SECONDS.sleep(1);
            verdicts.clear();
            List<SequencedEvent> journal = log.events();
            terminals.forEach(terminal -> verdicts.add(new SoakVerdict(terminal, journal, signals.made())));
        } while (System.nanoTime() < end
                && verdicts.stream().anyMatch(verdict -> !verdict.faults().isEmpty()));
        verdicts.forEach(verdict -> System.out.println("soak: " + verdict.told()));
        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.faults()).isEmpty());

        long asked = MarketClock.system().micros();
        SoakMishaps.order(bridge, Command.Kind.REPORT_POSITIONS, "*", "");
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> answered(log, terminals, asked));
        List<SequencedEvent> journal = log.events();
        for (SoakTerminal terminal : terminals) {
            SoakVerdict verdict = new SoakVerdict(terminal, journal, signals.made());
            verdict.compareHeld(asked);
            assertThat(verdict.faults()).isEmpty();
        }
    }

    /** Whether each has told its positions in each symbol it holds, or its chart's. */
    private static boolean answered(JournalView log, List<SoakTerminal> terminals, long asked) throws Exception {
        List<PositionReport> told = log.events().stream()
                .filter(event -> event.logTimeMicros() >= asked && event.event() instanceof PositionReport)
                .map(event -> (PositionReport) event.event())
                .toList();
        for (SoakTerminal terminal : terminals) {
            List<String> symbols = new ArrayList<>(List.of("EURUSD"));
            terminal.orders().forEach(order -> symbols.add(order.text("symbol")));
            boolean all = symbols.stream().allMatch(symbol -> told.stream()
                    .anyMatch(report -> report.account().equals(terminal.account())
                            && report.symbol().equals(symbol)));
            if (!all) {
                return false;
            }
        }
        return true;
    }
}
