package io.tickpilot.bridge;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.Partitions;
import io.tickpilot.wire.proto.EpochClaim;
import io.tickpilot.wire.proto.SavedPartition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Bridges and senders on one journal, without threads or Kafka: a seed decides who does the next small step. A bridge may
 * stop for any time between two steps, die, lose what it is sending, or still send when it is dead.
 */
final class SimulatedSuccession {
    static final int PARTITIONS = 3;
    private static final int BRIDGES = 3;
    private static final List<String> SYMBOLS = List.of("A", "B", "C", "D", "E");
    /** Nobody sends of these before the kill is acknowledged. */
    static final List<String> LATE = List.of("F", "G", "H");

    static final Command KILL = new Command("*", 1, Command.Kind.KILL, "*", "", "operator", "", "operator", 1);

    final List<List<JournalRecord>> journal = new ArrayList<>();
    final List<Sender> senders = new ArrayList<>();
    final Operator operator;
    final Map<Integer, String> writers = new HashMap<>();
    int takeOvers;
    int fencedWhileLeading;
    int lostSends;
    private final List<EpochClaim> claims = new ArrayList<>();
    private final List<List<JournalRecord>> inFlight = new ArrayList<>();
    private final Bridge[] bridges = new Bridge[BRIDGES];
    private final Random random;
    private SavedPartition[] saved = new SavedPartition[PARTITIONS];
    private int named;

    SimulatedSuccession(long seed) {
        random = new Random(seed);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            journal.add(new ArrayList<>());
        }
        for (int i = 0; i < BRIDGES; i++) {
            bridges[i] = new Bridge();
        }
        for (String symbol : SYMBOLS) {
            senders.add(new Sender(symbol));
        }
        for (String symbol : LATE) {
            senders.add(new Sender(symbol));
        }
        operator = new Operator();
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            int kind = random.nextInt(100);
            Bridge bridge = bridges[random.nextInt(BRIDGES)];
            if (kind < 45) {
                bridge.read(random.nextInt(PARTITIONS));
            } else if (kind < 65) {
                int who = random.nextInt(senders.size() + 1);
                if (who < senders.size()) {
                    senders.get(who).step();
                } else {
                    operator.step();
                }
            } else if (kind < 85) {
                bridge.send(random.nextInt(PARTITIONS));
            } else if (kind < 97) {
                bridge.step();
            } else if (kind < 98) {
                bridge.loseOne(random.nextInt(PARTITIONS));
            } else if (kind < 99 && random.nextInt(5) == 0) {
                die(random.nextInt(BRIDGES));
            } else if (random.nextInt(5) == 0) {
                bridge.takeOver();
            }
        }
    }

    /** One bridge is left and everybody gets what they want. */
    void settle() {
        for (int i = 1; i < BRIDGES; i++) {
            bridges[i].flushAll();
            bridges[i] = bridges[0];
        }
        bridges[0].flushAll();
        for (int i = 0; i < 100_000 && senders.stream().anyMatch(sender -> !sender.isDone()); i++) {
            bridges[0].takeOver();
            bridges[0].step();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                bridges[0].send(partition);
                bridges[0].read(partition);
            }
            operator.step();
            senders.forEach(Sender::step);
        }
        bridges[0].flushAll();
    }

    private void die(int index) {
        Bridge dead = bridges[index];
        if (random.nextBoolean()) {
            dead.flushAll(); // what Kafka's client had taken may arrive after the death
        }
        bridges[index] = new Bridge();
    }

    /** Sends its events in order to a bridge that takes them, from the first unacknowledged on after every change. */
    final class Sender {
        static final int EVENTS = 40;
        private static final int IN_FLIGHT = 6;
        final String symbol;
        long acknowledged;
        private long next = 1;
        private Bridge to = bridges[0];
        private int greetedIn;

        Sender(String symbol) {
            this.symbol = symbol;
        }

        boolean isDone() {
            return acknowledged == EVENTS;
        }

        void step() {
            if (LATE.contains(symbol) && !operator.acknowledged) {
                return;
            }
            if (random.nextInt(10) == 0 || !to.takes()) {
                to = bridges[random.nextInt(BRIDGES)];
                next = acknowledged + 1;
            }
            if (to.takes() && to.epoch != greetedIn) {
                greetedIn = to.epoch;
                next = acknowledged + 1;
            }
            if (to.takes() && next <= EVENTS && next <= acknowledged + IN_FLIGHT) {
                to.accept(this, new Tick(symbol, next, 1, 1, 0, 0, "sender", next));
                next++;
            }
        }
    }

    /** Gives one kill for all symbols, again and again until it is acknowledged. */
    final class Operator {
        boolean acknowledged;

        void step() {
            Bridge to = bridges[random.nextInt(BRIDGES)];
            if (!acknowledged && to.takes()) {
                to.kill();
            }
        }
    }

    private enum Phase {
        STANDING_BY,
        CLAIMING,
        FENCING,
        OPENING,
        LEADING
    }

    /** The parts of a bridge, put together as the threads of one would. */
    private final class Bridge {
        private final String name = "bridge-" + named++;
        private final PartitionState[] states = new PartitionState[PARTITIONS];
        private final List<ArrayDeque<JournalRecord>> sending = new ArrayList<>();
        private final Map<Long, Runnable> awaited = new HashMap<>();
        private DurableAcks acks = new DurableAcks(PARTITIONS);
        private Phase phase = Phase.STANDING_BY;
        private int epoch;
        private int claimable;
        private boolean failed;
        private Term term = new Term(0, PARTITIONS, PARTITIONS, 0);
        private Sequencer sequencer;
        private long requests;

        Bridge() {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                sending.add(new ArrayDeque<>());
                states[partition] = saved[partition] == null || random.nextBoolean()
                        ? PartitionState.empty(partition)
                        : PartitionState.fromWire(saved[partition]);
            }
        }

        boolean takes() {
            return phase == Phase.LEADING && !term.isLost() && !failed;
        }

        void read(int partition) {
            PartitionState state = states[partition];
            if (state.position() >= journal.get(partition).size()) {
                return;
            }
            JournalRecord record = journal.get(partition).get((int) state.position());
            boolean counts = state.take(record, state.position());
            term.read(record, counts, state, 0);
            if (random.nextInt(20) == 0) {
                saved[partition] = state.toWire("journal");
            }
            acks.release(term::journaledBelow, receipt -> awaited.remove(receipt.request)
                    .run());
        }

        void takeOver() {
            if (phase == Phase.STANDING_BY) {
                int highest = 0;
                for (PartitionState state : states) {
                    highest = Math.max(highest, state.epoch());
                }
                Claims seen = new Claims();
                claims.forEach(seen::take);
                claimable = Math.max(highest, seen.highest()) + 1;
                phase = Phase.CLAIMING;
            }
        }

        void step() {
            switch (phase) {
                case STANDING_BY -> {}
                case CLAIMING -> claim();
                case FENCING -> fence();
                case OPENING -> open();
                case LEADING -> lead();
            }
        }

        private void claim() {
            claims.add(
                    EpochClaim.newBuilder().setEpoch(claimable).setBridge(name).build());
            Claims seen = new Claims();
            claims.forEach(seen::take);
            OptionalInt won = seen.has(name, claimable) ? OptionalInt.of(claimable) : OptionalInt.empty();
            phase = Phase.STANDING_BY;
            if (won.isPresent()) {
                epoch = won.getAsInt();
                writers.put(epoch, name);
                term = new Term(epoch, PARTITIONS, PARTITIONS, 0);
                phase = Phase.FENCING;
            }
        }

        private void fence() {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                sending.get(partition).add(new JournalRecord.FenceMark(partition, epoch, states[partition].next(), 0));
            }
            phase = Phase.OPENING;
        }

        private void open() {
            List<PartitionState> opened = awaitOpen();
            if (term.isLost()) {
                standBy();
            } else if (!opened.isEmpty()) {
                sequencer = new Sequencer(epoch, PARTITIONS, opened, List.of(), new StandingForAll());
                phase = Phase.LEADING;
                takeOvers++;
                List.copyOf(sequencer.symbols()).forEach(this::begin);
            }
        }

        private List<PartitionState> awaitOpen() {
            try {
                return term.awaitOpen(Duration.ZERO);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void lead() {
            if (term.isLost()) {
                fencedWhileLeading++;
                standBy();
            } else if (failed) {
                standBy();
                takeOver();
            } else {
                int partition = random.nextInt(PARTITIONS);
                sending.get(partition).add(sequencer.clock(partition, 0, 0, term.journaledBelow(partition)));
            }
        }

        private void standBy() {
            phase = Phase.STANDING_BY;
            failed = false;
            acks = new DurableAcks(PARTITIONS);
            awaited.clear();
        }

        void accept(Sender sender, Tick tick) {
            begin(tick.symbol());
            SequencedEvent event = sequencer.sequence(tick, 0, 0);
            if (event != null) {
                sending.get(event.partition()).add(new JournalRecord.Entry(event));
            }
            DurableAcks.Receipt receipt =
                    await(() -> sender.acknowledged = Math.max(sender.acknowledged, tick.sourceSequence()));
            int partition = Partitions.of(tick.symbol(), PARTITIONS);
            acks.hold(receipt, partition, sequencer.next(partition));
        }

        void kill() {
            List<String> symbols = List.copyOf(sequencer.symbols());
            if (symbols.isEmpty()) {
                return;
            }
            long place = sequencer.placeForAll(KILL, 0);
            DurableAcks.Receipt receipt = await(() -> operator.acknowledged = true);
            for (String symbol : symbols) {
                begin(symbol);
                Command copy = KILL.forSymbol(symbol);
                SequencedEvent event = sequencer.sequence(copy, 0, 0);
                if (event != null) {
                    sequencer.givenForAll(copy, place);
                    sending.get(event.partition()).add(new JournalRecord.Entry(event, place));
                }
                int partition = Partitions.of(symbol, PARTITIONS);
                acks.hold(receipt, partition, sequencer.next(partition));
            }
        }

        private void begin(String symbol) {
            sequencer.begin(symbol, 0, 0).forEach(entry -> sending.get(entry.partition())
                    .add(entry));
        }

        private DurableAcks.Receipt await(Runnable acknowledged) {
            long request = requests++;
            awaited.put(request, acknowledged);
            return new DurableAcks.Receipt(new byte[0], request, 0);
        }

        /** What was given to Kafka's client arrives, in the order of the partition. */
        void send(int partition) {
            JournalRecord record = sending.get(partition).poll();
            if (record != null) {
                journal.get(partition).add(record);
            }
        }

        /** Kafka's client gives a record up; those behind it may arrive all the same. */
        void loseOne(int partition) {
            if (phase == Phase.LEADING && sending.get(partition).poll() != null) {
                failed = true;
                lostSends++;
            }
        }

        void flushAll() {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                while (!sending.get(partition).isEmpty()) {
                    send(partition);
                }
            }
        }
    }
}
