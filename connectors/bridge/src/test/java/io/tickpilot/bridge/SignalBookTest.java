package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.SignalBook.Verdict;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.proto.Outbound;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignalBookTest {
    private final LongAdder crowdedOut = new LongAdder();
    private final SignalBook book = new SignalBook(crowdedOut);

    @Test
    void whatCameInBeforeTheStreamIsInItAndNotToBePublished() {
        assertThat(book.add(signal("early", 500), 100).outbound()).isNull();
        assertThat(book.add(signal("short", 150), 100).outbound()).isNull();

        book.open(7, 200);

        assertThat(book.streamEpoch()).isEqualTo(7);
        assertThat(book.lastSequence()).isEqualTo(1);
        assertThat(book.validFrom(0, 1, 200))
                .extracting(outbound -> outbound.getSignal().getId(), Outbound::getStreamEpoch)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("early", 7));
        Outbound next = book.add(signal("next", 500), 200).outbound();
        assertThat(next).isNotNull();
        assertThat(next.getStreamSequence()).isEqualTo(2);
    }

    @Test
    void aSignalIsTakenOnceInItsTime() {
        book.open(1, 0);

        assertThat(book.add(signal("a", 100), 100).verdict()).isEqualTo(Verdict.NEW);
        assertThat(book.add(signal("a", 100), 100).verdict()).isEqualTo(Verdict.KNOWN);
        assertThat(book.add(signal("b", 99), 100).verdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(book.add(signal("b", 99), 100).verdict()).isEqualTo(Verdict.KNOWN);
    }

    @Test
    void nothingIsPublishedOnceTheStreamIsClosedAndTheNextOneHasIt() {
        book.open(1, 0);
        book.add(signal("a", 100), 0);
        book.close();

        assertThat(book.add(signal("b", 100), 0).outbound()).isNull();

        book.open(3, 0);
        assertThat(book.validFrom(1, 9, 0))
                .extracting(outbound -> outbound.getSignal().getId())
                .containsExactly("a", "b");
        assertThat(book.validFrom(3, 2, 0))
                .extracting(outbound -> outbound.getSignal().getId())
                .containsExactly("b");
    }

    @Test
    void whatASignalOfLongAgoComesAgainAsIsKnownWhileItIsValid() {
        book.open(1, 0);
        book.add(signal("long", 1_000_000), 0);
        for (int i = 0; i < 2 * SignalBook.MOST; i++) {
            book.add(signal("short" + i, i), i);
        }

        assertThat(book.add(signal("long", 1_000_000), 500_000).verdict()).isEqualTo(Verdict.KNOWN);
        assertThat(book.validFrom(1, 1, 500_000))
                .extracting(outbound -> outbound.getSignal().getId())
                .containsExactly("long");
        assertThat(crowdedOut.sum()).isZero();
    }

    /** A bridge that starts hears the job first and Kafka's older signals after it. */
    @Test
    void whenTooManyAreValidThoseThatEndFirstAreGivenUpWhateverTheirOrder() {
        IntStream.range(0, 10).forEach(i -> book.add(signal("new" + i, 2_000), 0));
        IntStream.range(0, SignalBook.MOST).forEach(i -> book.add(signal("old" + i, 1_000), 0));

        book.open(1, 0);

        assertThat(book.validFrom(1, 1, 0))
                .hasSize(SignalBook.MOST)
                .extracting(outbound -> outbound.getSignal().getId())
                .startsWith("new0", "new1", "new2", "new3", "new4", "new5", "new6", "new7", "new8", "new9");
        assertThat(crowdedOut.sum()).isEqualTo(10);
    }

    private static Signal signal(String id, long validUntilMicros) {
        SequencedEvent cause = new SequencedEvent(0, 1, 1, 1, 1, new Tick("X", 1, 1, 1, 0, 0, "s", 1));
        return Signals.signal(id, cause, Side.BUY, Signals.plan(), validUntilMicros);
    }
}
