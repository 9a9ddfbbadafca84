package io.tickpilot.mql4;

import io.tickpilot.mql4.build.Build;
import io.tickpilot.mql4.build.CompiledExpert;
import io.tickpilot.mql4.build.Compiler;
import io.tickpilot.mql4.build.ExpertCompiler;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A simulated MetaTrader 4 that runs one expert in a process of its own. Commands go in one line each and are answered once done; what
 * the expert and the broker do comes back as {@link TerminalLine}s. Commands may be sent by several threads, one after the other.
 */
public final class SimulatedMt4 implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LINES_KEPT = 200_000;
    private static final Set<String> ANSWERS = Set.of("READY", "OK", "ERROR");
    private final Process process;
    private final BufferedWriter commands;
    private final List<TerminalLine> lines = new ArrayList<>();
    private final List<Consumer<TerminalLine>> listeners = new CopyOnWriteArrayList<>();
    private final Object oneCommandAtATime = new Object();
    private int answered;
    private long dropped;
    private @Nullable String refusal;
    private boolean ended;

    private SimulatedMt4(Process process) {
        this.process = process;
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "simulated-mt4-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** True when this machine has the C++ compiler that running experts takes. */
    public static boolean isPossible() {
        return Compiler.isPresent();
    }

    /** What this machine lacks to run an expert that talks ZeroMQ, and how to get it; empty when nothing. */
    public static String lacks() {
        return Machine.LACKS;
    }

    /** Found out once, for it takes the compiler. */
    private static final class Machine {
        static final String LACKS = !Compiler.isPresent()
                ? "g++, which is missing: apt-get install g++ libzmq3-dev"
                : !Compiler.canLoad("libzmq.so.5") ? "libzmq.so.5, which is missing: apt-get install libzmq5" : "";
    }

    /** Translates and compiles {@code main} with the usual flags and cache. */
    public static CompiledExpert compile(Path main, List<Path> includeFolders) {
        return new ExpertCompiler(ExpertCompiler.usualCache(), Build.NORMAL).compile(main, includeFolders);
    }

    /** Starts a terminal, sets it up and attaches the expert; {@code OnInit} has returned when this does. */
    public static SimulatedMt4 start(CompiledExpert expert, TerminalOptions options) {
        SimulatedMt4 terminal = prepare(expert, options);
        terminal.orKill(() -> terminal.command("start"));
        return terminal;
    }

    /** Starts a terminal and sets it up, but does not attach the expert: send {@code start} for that. */
    public static SimulatedMt4 prepare(CompiledExpert expert, TerminalOptions options) {
        try {
            Process process = new ProcessBuilder(expert.executable().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            SimulatedMt4 terminal = new SimulatedMt4(process);
            terminal.orKill(() -> terminal.setUp(expert, options));
            return terminal;
        } catch (IOException e) {
            throw new UncheckedIOException("simulated terminal cannot be started: " + expert.executable(), e);
        }
    }

    private void setUp(CompiledExpert expert, TerminalOptions options) {
        command("name " + TerminalLine.encode(expert.name()));
        command("data " + TerminalLine.encode(options.dataFolder().toString()));
        options.setup().forEach(this::command);
        options.inputs().forEach((name, value) -> command("input " + name + "=" + TerminalLine.encode(value)));
    }

    /** Leaves no process behind when the start fails. */
    private void orKill(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Runs one command.
     *
     * @return the lines it caused, in order (in live mode also those of timers meanwhile)
     * @throws IllegalArgumentException when the terminal refuses the command
     * @throws ExpertKilledException when the expert dies of it
     */
    public List<TerminalLine> command(String command) {
        synchronized (oneCommandAtATime) {
            int before;
            long first;
            synchronized (lines) {
                before = answered;
                refusal = null;
                first = dropped + lines.size();
            }
            send(command);
            synchronized (lines) {
                waitFor(() -> answered != before || ended, command);
                if (answered == before) {
                    throw new ExpertKilledException(death(command));
                }
                if (refusal != null) {
                    throw new IllegalArgumentException(refusal);
                }
                return List.copyOf(lines.subList((int) Math.max(0, first - dropped), lines.size()));
            }
        }
    }

    private void send(String command) {
        try {
            commands.write(command);
            commands.write('\n');
            commands.flush();
        } catch (IOException e) {
            synchronized (lines) {
                waitFor(() -> ended, command);
                throw new ExpertKilledException(death(command));
            }
        }
    }

    /** Feeds a quote. */
    public List<TerminalLine> tick(String symbol, double bid, double ask) {
        return command("tick " + TerminalLine.encode(symbol) + " " + bid + " " + ask);
    }

    /**
     * Feeds a quote of a market that runs at another speed than the world.
     *
     * @param micros its time, epoch microseconds, UTC: from now on the broker's clock shows that of the newest such quote
     */
    public List<TerminalLine> tick(String symbol, double bid, double ask, long micros) {
        return command("tick " + TerminalLine.encode(symbol) + " " + bid + " " + ask + " " + micros);
    }

    /** Moves the simulated clock, with the timer events on the way. */
    public List<TerminalLine> advance(Duration duration) {
        return command("advance " + duration.toMillis());
    }

    /** Hands on every line from now on, on the thread that reads them; the listener must not send commands. */
    public void listen(Consumer<TerminalLine> listener) {
        listeners.add(listener);
    }

    /** All lines so far, without answers to commands; the oldest go first when there are very many. */
    public List<TerminalLine> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** The events of one kind so far. */
    public List<TerminalLine> events(String name) {
        return lines().stream().filter(line -> line.isEvent(name)).toList();
    }

    /** What the expert printed so far. */
    public List<String> prints() {
        return lines().stream()
                .filter(line -> line.word().equals("PRINT"))
                .map(line -> line.text("text"))
                .toList();
    }

    /** Waits for a line, also among those already there; fails after a minute or when the process ends without it. */
    public TerminalLine await(Predicate<TerminalLine> wanted) {
        synchronized (lines) {
            waitFor(() -> ended || lines.stream().anyMatch(wanted), "a line");
            Optional<TerminalLine> found = lines.stream().filter(wanted).findFirst();
            return found.orElseThrow(() -> new ExpertKilledException(death("waiting for a line")));
        }
    }

    public TerminalLine awaitEvent(String name) {
        return await(line -> line.isEvent(name));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the process as a crash would: nothing is flushed, the broker's file stays. */
    public void kill() {
        process.destroyForcibly();
        waitForExit();
    }

    /** The status the process ended with; 4 after what kills an expert. */
    public int exitCode() {
        waitForExit();
        return process.exitValue();
    }

    /** Detaches the expert and ends the terminal. */
    @Override
    public void close() {
        if (process.isAlive()) {
            try {
                command("quit");
            } catch (ExpertKilledException e) {
                process.destroyForcibly();
            }
        }
        waitForExit();
    }

    private void waitForExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            synchronized (lines) {
                waitFor(() -> ended, "the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private String death(String command) {
        return lines.stream()
                .filter(line -> line.isEvent("FATAL"))
                .findFirst()
                .map(line -> line.text("text") + " at " + line.text("at"))
                .orElse("the terminal's process ended at: " + command);
    }

    /** Must hold the lock of {@code lines}. */
    private void waitFor(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("no answer from the simulated terminal: " + what);
                }
                TimeUnit.NANOSECONDS.timedWait(lines, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("waiting for the simulated terminal was interrupted", e);
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                take(TerminalLine.parse(line));
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } finally {
            synchronized (lines) {
                ended = true;
                lines.notifyAll();
            }
        }
    }

    private void take(TerminalLine line) {
        synchronized (lines) {
            switch (line.word()) {
                case "READY" -> {}
                case "OK" -> answered++;
                case "ERROR" -> {
                    refusal = line.text("text");
                    answered++;
                }
                default -> keep(line);
            }
            lines.notifyAll();
        }
        if (!ANSWERS.contains(line.word())) {
            listeners.forEach(listener -> listener.accept(line));
        }
    }

    private void keep(TerminalLine line) {
        lines.add(line);
        if (lines.size() > LINES_KEPT) {
            lines.subList(0, LINES_KEPT / 2).clear();
            dropped += LINES_KEPT / 2;
        }
    }
}
