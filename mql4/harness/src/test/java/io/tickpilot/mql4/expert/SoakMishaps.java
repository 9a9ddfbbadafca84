package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.FaultProxy.Fault;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Command;
import io.tickpilot.mql4.TerminalLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What may go wrong in the soak. Every kind comes once before any comes again. */
final class SoakMishaps {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Of a broker that refuses once; the last three never take the same order again. */
    private static final int[] ERRORS = {4, 6, 128, 129, 135, 136, 137, 138, 141, 145, 146, 130, 131, 134};

    private final SoakBridge bridge;
    private final SoakTerminal mortal;
    private final SoakTerminal steady;
    private final Random random;
    private final Map<String, Integer> counts;
    private final List<Mishap> deck = new ArrayList<>();

    private record Mishap(String name, Act act) {}

    /** May throw. */
    private interface Act {
        void run() throws Exception;
    }

    /** @param counts of each kind, added to */
    SoakMishaps(
            SoakBridge bridge, SoakTerminal mortal, SoakTerminal steady, Random random, Map<String, Integer> counts) {
        this.bridge = bridge;
        this.mortal = mortal;
        this.steady = steady;
        this.random = random;
        this.counts = counts;
    }

    /** The next one, and a pause after it. */
    void happen() throws Exception {
        if (deck.isEmpty()) {
            deck.addAll(all());
            Collections.shuffle(deck, random);
        }
        Mishap next = deck.remove(deck.size() - 1);
        counts.merge(next.name(), 1, Integer::sum);
        next.act().run();
        pause(200, 1_200);
    }

    private List<Mishap> all() {
        List<Mishap> all = new ArrayList<>(List.of(
                new Mishap("EA killed", this::killTerminal),
                new Mishap("EA killed in the middle of an order", this::killAtOrder),
                new Mishap("EA attached anew", () -> any().command("reinit")),
                new Mishap("bridge killed", this::killBridge),
                new Mishap("both lines silent until the WebSocket is taken", this::silence),
                new Mishap("orders refused", () -> fail(1 + random.nextInt(2))),
                new Mishap("orders refused more often", () -> fail(3)),
                new Mishap("timeout, carried out", () -> both("set latetimeouts 1")),
                new Mishap("trade context busy", () -> both("set busyfor 1500")),
                new Mishap("broker away", this::disconnect),
                new Mishap("kill button", this::press),
                new Mishap("a person closes", () -> closeByHand(1)),
                new Mishap("a person closes a part", () -> closeByHand(0.3)),
                new Mishap("PC's clock set", () -> both("set skew " + (random.nextInt(240_000) - 120_000))),
                new Mishap("positions closed by command", () -> order(Command.Kind.CLOSE_POSITIONS, "")),
                new Mishap("positions reduced by command", () -> order(Command.Kind.REDUCE_POSITIONS, ";fraction=0.3")),
                new Mishap("stops tightened by command", () -> order(Command.Kind.TIGHTEN_STOPS, ";atr=0.1"))));
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                all.add(new Mishap("line " + fault.name().toLowerCase(Locale.ROOT), () -> disturbLine(fault)));
            }
        }
        return all;
    }

    private SoakTerminal any() {
        return random.nextBoolean() ? mortal : steady;
    }

    private void both(String command) {
        mortal.command(command);
        steady.command(command);
    }

    private void killTerminal() throws InterruptedException {
        mortal.kill();
        pause(0, 1_500);
        mortal.start();
    }

    /** Its order is carried out, but it does not hear so before it dies. */
    private void killAtOrder() throws InterruptedException {
        mortal.command("set latetimeouts 1");
        mortal.killAfterNext("OPEN", Duration.ofSeconds(3));
        mortal.start();
    }

    private void killBridge() throws Exception {
        bridge.kill();
        pause(0, 1_000);
        bridge.startAgain();
    }

    private void silence() throws InterruptedException {
        SoakLines lines = any().lines();
        lines.setBoth(Fault.SILENT);
        pause(3_000, 5_000);
        lines.setBoth(Fault.NONE);
    }

    private void disturbLine(Fault fault) throws InterruptedException {
        SoakLines lines = any().lines();
        boolean control = random.nextBoolean();
        set(lines, control, fault);
        pause(300, 2_000);
        set(lines, control, Fault.NONE);
    }

    private static void set(SoakLines lines, boolean control, Fault fault) {
        if (control) {
            lines.setControl(fault);
        } else {
            lines.setSignals(fault);
        }
    }

    private void fail(int times) {
        both("fail " + ERRORS[random.nextInt(ERRORS.length)] + " " + times);
    }

    private void disconnect() throws InterruptedException {
        SoakTerminal terminal = any();
        terminal.command("set connected 0");
        pause(500, 3_000);
        terminal.command("set connected 1");
    }

    private void press() throws InterruptedException {
        SoakTerminal terminal = any();
        terminal.command("click Tickpilot.kill");
        pause(300, 1_000);
        terminal.command("click Tickpilot.kill");
    }

    /** Nothing when nothing is open, or the price is not to be had just then. */
    private void closeByHand(double share) {
        SoakTerminal terminal = any();
        List<TerminalLine> orders = terminal.orders();
        if (!orders.isEmpty()) {
            TerminalLine order = orders.get(random.nextInt(orders.size()));
            double lots = Math.max(0.01, Math.round(order.number("lots") * share * 100) / 100.0);
            try {
                terminal.command(String.format(Locale.ROOT, "close %d %.2f", order.whole("ticket"), lots));
            } catch (IllegalArgumentException e) {
                counts.merge("a person's close is refused", 1, Integer::sum);
            }
        }
    }

    private void order(Command.Kind kind, String arguments) throws Exception {
        order(bridge, kind, "account:" + any().account(), "id=m" + random.nextInt(1_000_000) + arguments);
    }

    /** As an operator's client does, for each symbol; it is in the journal when this returns. */
    static void order(SoakBridge bridge, Command.Kind kind, String target, String argument) throws Exception {
        try (BridgeClient operator = BridgeClient.connect(
                ClientSettings.operator("operator", bridge.addresses().control()))) {
            for (String symbol : SoakMarket.SYMBOLS) {
                long now = MarketClock.system().micros();
                operator.sendWaiting(
                        new Command(symbol, now, kind, target, argument, "test", "", "operator-" + symbol, now));
            }
            if (!operator.flush(PATIENCE)) {
                throw new IllegalStateException("command was not journaled: " + kind);
            }
        }
    }

    private void pause(int least, int most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(least + random.nextInt(most - least));
    }
}
