package io.tickpilot.bridge;

import io.tickpilot.bridge.curve.GuardSettings;
import io.tickpilot.bridge.websocket.WebSocketSettings;
import io.tickpilot.core.config.Settings;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Sections {@code bridge} and {@code kafka} of the configuration.
 *
 * @param bind address to listen on; loopback unless asked otherwise
 * @param journal whether the fast copy waits for the journal
 * @param partitions of the journal; equals the job's maximum parallelism and never changes for a journal
 * @param clockInterval between clock events of a partition, in the clock's time and at most in the world's
 * @param clock what the sequencer calls now
 * @param recoverRecords after so many records of a partition its state is saved; no more are read again at a start
 * @param succession how bridges divide one journal and take turns
 * @param webSocket the door for clients that ZeroMQ does not reach; its port is among the others
 * @param guard who is let in by the ZeroMQ doors
 * @param bootstrap Kafka's address
 */
public record BridgeSettings(
        String bind,
        Ports ports,
        JournalMode journal,
        int partitions,
        Duration clockInterval,
        ClockMode clock,
        int recoverRecords,
        Succession succession,
        WebSocketSettings webSocket,
        GuardSettings guard,
        String bootstrap) {

    /**
     * Of the bridges of one share of a journal one is active.
     *
     * @param share the same for those that take turns
     * @param takeOverAfter a bridge that stands by takes over when it has read nothing of the active one for so long; the
     *     active one takes no input and sends no signal while it has not heard itself for so long
     */
    public record Succession(Role role, Duration takeOverAfter, Share share) {}

    /**
     * Every so manieth partition of the journal, and the symbols in it.
     *
     * @param index from 0
     * @param of number of shares
     */
    public record Share(int index, int of) {
        public static final Share ALL = new Share(0, 1);

        public boolean has(int partition) {
            return partition % of == index;
        }
    }

    /** What a bridge is when it starts. One that was fenced stands by in either case. */
    public enum Role {
        /** Takes over at once. */
        ACTIVE,
        /** Waits until the active one is silent. */
        STANDBY
    }

    /** Ports to listen on; 0 is any free one, a taken one gives way to the next free one. */
    public record Ports(int signals, int control, int fastCopy, int signalsIn, int webSocket) {
        public static final Ports ANY = new Ports(0, 0, 0, 0, 0);
    }

    /** When the fast copy of an event leaves. */
    public enum JournalMode {
        /** At once. */
        ASYNC,
        /** Once Kafka has it. */
        FIRST
    }

    /** Which time the log follows. */
    public enum ClockMode {
        SYSTEM,
        /** The latest tick's, see {@link MarketClock#following()}. */
        MARKET;

        public MarketClock create() {
            return this == SYSTEM ? MarketClock.system() : MarketClock.following();
        }
    }

    /** @param root of the configuration */
    public static BridgeSettings from(Settings root) {
        Settings bridge = root.section("bridge");
        String bind = bridge.text("bind", "127.0.0.1");
        int shares = bridge.integer("shares", 1, 1, 1_024);
        return new BridgeSettings(
                bind,
                new Ports(
                        bridge.integer("signals-port", 5555, 0, 65_535),
                        bridge.integer("control-port", 5556, 0, 65_535),
                        bridge.integer("fast-copy-port", 5558, 0, 65_535),
                        bridge.integer("signals-in-port", 5559, 0, 65_535),
                        bridge.section("websocket").integer("port", 5557, 0, 65_535)),
                bridge.choice("journal", JournalMode.class, JournalMode.ASYNC),
                bridge.integer("partitions", 64, 1, 32_768),
                bridge.duration("clock-interval", Duration.ofSeconds(1)),
                bridge.choice("clock", ClockMode.class, ClockMode.SYSTEM),
                bridge.integer("recover-records", 10_000, 1, 10_000_000),
                new Succession(
                        bridge.choice("role", Role.class, Role.ACTIVE),
                        bridge.duration("take-over-after", Duration.ofSeconds(3)),
                        new Share(bridge.integer("share", 0, 0, shares - 1), shares)),
                WebSocketSettings.from(bridge.section("websocket")),
                GuardSettings.from(bridge, bind),
                root.section("kafka").text("bootstrap", "127.0.0.1:9092"));
    }

    public static BridgeSettings defaults() {
        return from(Settings.parse("", java.util.Map.of()));
    }

    public BridgeSettings withBootstrap(String address) {
        return with(ports, journal, succession, guard, address);
    }

    public BridgeSettings withPorts(Ports other) {
        return with(other, journal, succession, guard, bootstrap);
    }

    public BridgeSettings withJournal(JournalMode mode) {
        return with(ports, mode, succession, guard, bootstrap);
    }

    public BridgeSettings withSuccession(Role role, Duration takeOverAfter) {
        return with(ports, journal, new Succession(role, takeOverAfter, succession.share()), guard, bootstrap);
    }

    public BridgeSettings withShare(int index, int of) {
        return with(
                ports,
                journal,
                new Succession(succession.role(), succession.takeOverAfter(), new Share(index, of)),
                guard,
                bootstrap);
    }

    /** Partitions this bridge may lead, in order. */
    int[] own() {
        return IntStream.range(0, partitions).filter(succession.share()::has).toArray();
    }

    public BridgeSettings withGuard(GuardSettings other) {
        return with(ports, journal, succession, other, bootstrap);
    }

    private BridgeSettings with(
            Ports otherPorts, JournalMode mode, Succession turns, GuardSettings watch, String address) {
        return new BridgeSettings(
                bind,
                otherPorts,
                mode,
                partitions,
                clockInterval,
                clock,
                recoverRecords,
                turns,
                webSocket,
                watch,
                address);
    }
}
