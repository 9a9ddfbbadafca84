package io.tickpilot.mql4.expert;

import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalLine;
import io.tickpilot.mql4.TerminalOptions;
import io.tickpilot.mql4.build.CompiledExpert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** An Expert Advisor of the soak in its terminal, with its broker, which keeps its account over the terminal's death. */
final class SoakTerminal implements AutoCloseable {
    static final double BALANCE = 100_000;
    private static final String SYMBOL =
            "symbol %s digits=5 base=%s profit=USD contract=100000 minlot=0.01 lotstep=0.01 commission=7 swaplong=-2 swapshort=-1";

    private final CompiledExpert expert;
    private final TerminalOptions options;
    private final String account;
    private final SoakLines lines;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Stretch> wellFor = new ArrayList<>();
    private SimulatedMt4 terminal;
    private long wellSince = -1;
    private long wellUntil;
    private int killedAtOrder;

    /** A time in which nothing kept the EA from answering a signal. */
    private record Stretch(long begin, long end) {}

    /** @param zoneSeconds the broker's clock less UTC */
    SoakTerminal(CompiledExpert expert, Path data, String account, SoakLines lines, long zoneSeconds, long seed) {
        this.expert = expert;
        this.account = account;
        this.lines = lines;
        List<String> setup = new ArrayList<>(List.of(
                "chart EURUSD 1",
                "set balance " + (long) BALANCE,
                "set zone " + zoneSeconds,
                "set seed " + seed,
                "set randomslippage 3"));
        for (String symbol : SoakMarket.SYMBOLS) {
            setup.add(SYMBOL.formatted(symbol, symbol.substring(0, 3)));
        }
        Map<String, String> inputs = new LinkedHashMap<>(lines.addresses());
        inputs.put("AccountName", account);
        inputs.put("RetryMillis", "50");
        inputs.put("MaxSignalAgeMillis", "60000");
        inputs.put("StaleFeedSeconds", "3600");
        inputs.put("MaxPositions", "16");
        inputs.put("MaxPositionsPerSymbol", "10");
        inputs.put("MaxDeviationPoints", "80");
        inputs.put("FailAfterMillis", "1500");
        inputs.put("RecoverAfterMillis", "1500");
        options = new TerminalOptions(data, inputs, setup);
        // The balance is the broker's from then on.
        if (Files.exists(data.resolve("broker.txt"))) {
            throw new IllegalStateException("the terminal's folder is not empty: " + data);
        }
    }

    String account() {
        return account;
    }

    SoakLines lines() {
        return lines;
    }

    /** Starts the terminal and attaches the EA. */
    void start() {
        lock.lock();
        try {
            boolean known = Files.exists(options.dataFolder().resolve("broker.txt"));
            List<String> setup = options.setup().stream()
                    .filter(command -> !known || !command.startsWith("set balance"))
                    .toList();
            terminal = SimulatedMt4.start(expert, new TerminalOptions(options.dataFolder(), options.inputs(), setup));
        } finally {
            lock.unlock();
        }
    }

    /** As with -9. */
    void kill() {
        lock.lock();
        try {
            terminal.kill();
        } finally {
            lock.unlock();
        }
    }

    /** As soon as the broker did this, or after so long. */
    void killAfterNext(String event, Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        terminal.listen(line -> {
            if (line.isEvent(event)) {
                done.countDown();
            }
        });
        killedAtOrder += done.await(patience.toMillis(), TimeUnit.MILLISECONDS) ? 1 : 0;
        kill();
    }

    List<TerminalLine> command(String command) {
        lock.lock();
        try {
            return terminal.command(command);
        } finally {
            lock.unlock();
        }
    }

    /** A quote; a terminal that is not there misses it. */
    void quote(String symbol, double bid, double ask) {
        if (lock.tryLock()) {
            try {
                if (terminal.isAlive()) {
                    terminal.tick(symbol, bid, ask);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    List<TerminalLine> orders() {
        return command("orders").stream()
                .filter(line -> line.word().equals("ORDER"))
                .toList();
    }

    List<TerminalLine> history() {
        return command("history").stream()
                .filter(line -> line.word().equals("CLOSED"))
                .toList();
    }

    double balance() {
        return command("account").get(0).number("balance");
    }

    /** Notes whether the EA can answer signals now. */
    void look(boolean bridgeUp, long nowMicros) {
        boolean well = bridgeUp && lines.isWell() && isAttentive();
        if (well) {
            wellSince = wellSince < 0 ? nowMicros : wellSince;
            wellUntil = nowMicros;
        } else if (wellSince >= 0) {
            wellFor.add(new Stretch(wellSince, wellUntil));
            wellSince = -1;
        }
    }

    /** Whether it hears the bridge, by its own panel. It refuses signals then, or trades them. */
    private boolean isAttentive() {
        lock.lock();
        try {
            return terminal.isAlive()
                    && terminal.command("objects").stream()
                            .filter(line -> line.text("name").equals("Tickpilot.row0"))
                            .flatMap(line -> line.values().values().stream())
                            .anyMatch(text -> text.endsWith(" ready")
                                    || (text.contains("no entries: ") && !text.contains("no entries: link")));
        } finally {
            lock.unlock();
        }
    }

    /** How often it was killed between an order and its answer. */
    int killedAtOrder() {
        return killedAtOrder;
    }

    /** Whether it was well for so long without a break at some time in between. */
    boolean wasWell(long begin, long end, long micros) {
        List<Stretch> all = new ArrayList<>(wellFor);
        if (wellSince >= 0) {
            all.add(new Stretch(wellSince, wellUntil));
        }
        return all.stream()
                .anyMatch(stretch -> Math.min(end, stretch.end()) - Math.max(begin, stretch.begin()) >= micros);
    }

    /** Memory of the process that is in RAM, in KiB. */
    long residentKiB() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + terminal.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS: " + terminal.pid());
    }

    @Override
    public void close() throws Exception {
        if (terminal != null) {
            terminal.close();
        }
        lines.close();
    }
}
