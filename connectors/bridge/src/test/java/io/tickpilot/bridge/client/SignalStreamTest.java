package io.tickpilot.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.Signals;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.StreamClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalStreamTest {
    private final MarketClock.Settable clock = MarketClock.settable(1_000);
    private final List<String> taken = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final SignalStream stream = new SignalStream(clock, new ClientListener() {
        @Override
        public void onSignal(Signal signal) {
            taken.add(signal.id());
        }

        @Override
        public void onCommand(Command command) {
            commands.add(command.kind().name());
        }

        @Override
        public void onDropped(Signal signal, String reason) {
            dropped.add(signal.id() + " " + reason);
        }
    });

    @Test
    void aCommandSentAgainDoesNotUndoALaterOneAboutTheSameThing() throws WireException {
        stream.welcome(3, 1);

        stream.published(command(3, 2, Command.Kind.RESUME, 2));
        stream.replayed(1, command(3, 1, Command.Kind.KILL, 1));
        stream.published(command(3, 2, Command.Kind.RESUME, 2));
        stream.published(command(3, 3, Command.Kind.KILL, 3));

        assertThat(commands).containsExactly("RESUME", "KILL");
    }

    private static Outbound command(int epoch, long place, Command.Kind kind, long sequence) {
        return Outbound.newBuilder()
                .setStreamEpoch(epoch)
                .setStreamSequence(place)
                .setCommand(WireCodec.toWire(new Command("X", 1, kind, "*", "", "me", "", "cli", sequence)))
                .build();
    }

    @Test
    void aNewStreamIsAskedForEverythingThatIsStillValid() {
        stream.welcome(3, 10);

        assertThat(stream.epoch()).isEqualTo(3);
        assertThat(stream.takeMissing()).isEqualTo(1);
        assertThat(stream.takeMissing()).isEqualTo(-1);
    }

    @Test
    void signalsInOrderMissNothing() throws WireException {
        stream.welcome(3, 1);
        stream.takeMissing();

        stream.published(signal(3, 1, "a"));
        stream.published(signal(3, 2, "b"));
        stream.published(clock(3, 2));

        assertThat(taken).containsExactly("a", "b");
        assertThat(stream.takeMissing()).isEqualTo(-1);
        assertThat(stream.gaps).isZero();
    }

    @Test
    void aGapIsAskedForAndTheNewerSignalIsNotHeldUp() throws WireException {
        stream.welcome(3, 1);
        stream.takeMissing();
        stream.published(signal(3, 1, "a"));

        stream.published(signal(3, 4, "d"));

        assertThat(taken).containsExactly("a", "d");
        assertThat(stream.takeMissing()).isEqualTo(2);
        stream.replayed(1, signal(3, 2, "b"));
        stream.replayed(1, signal(3, 4, "d"));
        assertThat(taken).containsExactly("a", "d", "b");
        assertThat(dropped).containsExactly("d duplicate");
    }

    @Test
    void whatIsLostOfAReplayIsAskedForAgain() throws WireException {
        stream.welcome(3, 4);
        stream.asked(7, stream.takeMissing());

        stream.replayed(7, signal(3, 1, "a"));
        stream.replayed(7, signal(3, 3, "c"));
        stream.replayed(7, signal(3, 3, "c"));
        stream.replayEnded(7, 3);

        assertThat(stream.takeMissing()).isEqualTo(1);
        stream.asked(8, 1);
        stream.replayed(8, signal(3, 1, "a"));
        stream.replayed(8, signal(3, 2, "b"));
        stream.replayed(8, signal(3, 3, "c"));
        stream.replayEnded(8, 3);
        assertThat(stream.takeMissing()).isEqualTo(-1);
        assertThat(taken).containsExactly("a", "c", "b");
    }

    @Test
    void aLostTailIsSeenByTheStreamsClock() throws WireException {
        stream.welcome(3, 1);
        stream.takeMissing();

        stream.published(clock(3, 2));

        assertThat(stream.takeMissing()).isEqualTo(1);
    }

    @Test
    void aRestartedBridgeIsANewStream() throws WireException {
        stream.welcome(3, 8);
        stream.takeMissing();

        stream.published(clock(4, 0));

        assertThat(stream.takeMissing()).isEqualTo(1);
        assertThat(stream.epoch()).isEqualTo(4);
    }

    @Test
    void aBridgeThatWasReplacedIsNotFollowedButItsSignalsAreTaken() throws WireException {
        stream.welcome(4, 1);
        stream.takeMissing();

        stream.published(clock(3, 9));
        stream.published(signal(3, 10, "old-bridge"));
        stream.published(signal(4, 1, "a"));

        assertThat(stream.epoch()).isEqualTo(4);
        assertThat(stream.takeMissing()).isEqualTo(-1);
        assertThat(taken).containsExactly("old-bridge", "a");
    }

    @Test
    void aGreetingIsBelievedEvenIfTheJournalBeganAnew() {
        stream.welcome(4, 7);
        stream.takeMissing();

        stream.welcome(1, 1);

        assertThat(stream.epoch()).isEqualTo(1);
        assertThat(stream.takeMissing()).isEqualTo(1);
    }

    @Test
    void anExpiredSignalIsNeverTaken() throws WireException {
        clock.advanceTo(5_001);

        stream.published(signal(3, 1, "old"));

        assertThat(taken).isEmpty();
        assertThat(dropped).containsExactly("old expired");
    }

    private static Outbound signal(int epoch, long sequence, String id) {
        SequencedEvent cause = new SequencedEvent(0, 1, 1, 1, 1, new Tick("X", 1, 1, 1, 0, 0, "s", 1));
        return Outbound.newBuilder()
                .setStreamEpoch(epoch)
                .setStreamSequence(sequence)
                .setSignal(WireCodec.toWire(Signals.signal(id, cause, Side.BUY, Signals.plan(), 5_000)))
                .build();
    }

    private static Outbound clock(int epoch, long lastSequence) {
        return Outbound.newBuilder()
                .setStreamEpoch(epoch)
                .setStreamSequence(lastSequence)
                .setClock(StreamClock.newBuilder().setTimeMicros(1))
                .build();
    }
}
