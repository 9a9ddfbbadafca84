package io.tickpilot.core.market;

import static io.tickpilot.core.market.RejectReason.CROSSED_QUOTE;
import static io.tickpilot.core.market.RejectReason.DUPLICATE_SEQUENCE;
import static io.tickpilot.core.market.RejectReason.FUTURE_EVENT_TIME;
import static io.tickpilot.core.market.RejectReason.LATE_EVENT_TIME;
import static io.tickpilot.core.market.RejectReason.NON_FINITE_PRICE;
import static io.tickpilot.core.market.RejectReason.NON_POSITIVE_PRICE;
import static io.tickpilot.core.market.RejectReason.PRICE_JUMP;
import static io.tickpilot.core.market.RejectReason.UNKNOWN_SYMBOL;
import static io.tickpilot.core.testing.TickBuilder.aTick;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.testing.TickBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickValidatorTest {
    private static final Instrument EURUSD = InstrumentCatalogue.presets().find("EURUSD");
    private static final long NOW = 1_700_000_000_000_000L;

    private final List<SequencedEvent> accepted = new ArrayList<>();
    private final List<DeadLetter> rejected = new ArrayList<>();
    private TickValidator validator = new TickValidator(EURUSD, ValidationSettings.defaults());
    private long sequence = 1_000;

    private final TickValidator.Listener listener = new TickValidator.Listener() {
        @Override
        public void onAccepted(SequencedEvent event, Tick tick) {
            assertThat(event.event()).isSameAs(tick);
            accepted.add(event);
        }

        @Override
        public void onRejected(DeadLetter deadLetter) {
            rejected.add(deadLetter);
        }
    };

    private SequencedEvent feed(TickBuilder tick) {
        SequencedEvent event = tick.sequenced();
        validator.onTick(event, (Tick) event.event(), listener);
        return event;
    }

    /** A tick of the next sequence, one second after the one before, with a spread of 10 points. */
    private SequencedEvent feedMid(double mid) {
        sequence++;
        return feed(
                aTick().sequence(sequence).atMicros(NOW + sequence * 1_000_000).quote(mid - 5e-5, mid + 5e-5));
    }

    private List<RejectReason> reasons() {
        return rejected.stream().map(DeadLetter::reason).toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rejectsNonFinitePrices(double price) {
        feed(aTick().bid(price));
        feed(aTick().ask(price));

        assertThat(reasons()).containsExactly(NON_FINITE_PRICE, NON_FINITE_PRICE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1.1})
    void rejectsNonPositivePrices(double price) {
        feed(aTick().bid(price));
        feed(aTick().quote(-2, price));

        assertThat(reasons()).containsExactly(NON_POSITIVE_PRICE, NON_POSITIVE_PRICE);
    }

    @Test
    void rejectsCrossedQuotesWithTheirNumbersAndKeepsLockedOnes() {
        SequencedEvent crossed = feed(aTick().quote(1.2, 1.1));
        feed(aTick().quote(1.2, 1.2));

        assertThat(rejected).containsExactly(new DeadLetter(crossed, CROSSED_QUOTE, "bid=1.2 ask=1.1"));
        assertThat(accepted).hasSize(1);
    }

    @Test
    void keepsCrossedQuotesWhenAskedTo() {
        Settings root = Settings.parse("validation: {keep-crossed: true}", Map.of());
        validator = new TickValidator(EURUSD, ValidationSettings.from(root));
        root.check();

        feed(aTick().quote(1.2, 1.1));

        assertThat(accepted).hasSize(1);
    }

    @Test
    void rejectsASymbolThatTheCatalogueLacks() {
        validator = new TickValidator(null, ValidationSettings.defaults());

        feed(aTick().symbol("EURTRY"));

        assertThat(reasons()).containsExactly(UNKNOWN_SYMBOL);
    }

    @Test
    void rejectsEventTimesMoreThanFiveSecondsAheadOfTheLog() {
        feed(aTick().atMicros(NOW + 5_000_000).loggedAtMicros(NOW).sequence(1));
        feed(aTick().atMicros(NOW + 5_000_001).loggedAtMicros(NOW).sequence(2));
        feed(aTick().atMicros(Long.MAX_VALUE).loggedAtMicros(NOW).sequence(3));

        assertThat(accepted).hasSize(1);
        assertThat(reasons()).containsExactly(FUTURE_EVENT_TIME, FUTURE_EVENT_TIME);
    }

    @Test
    void rejectsEventTimesMoreThanTwoSecondsBehindTheNewest() {
        feed(aTick().atMicros(NOW).sequence(1));
        feed(aTick().atMicros(NOW - 2_000_000).sequence(2));
        feed(aTick().atMicros(NOW - 2_000_001).sequence(3));
        feed(aTick().atMicros(Long.MIN_VALUE).loggedAtMicros(NOW).sequence(4));

        assertThat(accepted).hasSize(2);
        assertThat(reasons()).containsExactly(LATE_EVENT_TIME, LATE_EVENT_TIME);
        assertThat(validator.newestMicros()).isEqualTo(NOW);
    }

    @Test
    void rejectsASequenceSeenBeforeFromTheSameSourceOnly() {
        feed(aTick().source("a").sequence(7));
        feed(aTick().source("b").sequence(7));
        feed(aTick().source("a").sequence(9));
        feed(aTick().source("a").sequence(8));
        feed(aTick().source("a").sequence(7));
        feed(aTick().source("a").sequence(9));
        feed(aTick().source("b").sequence(7));

        assertThat(accepted).hasSize(4);
        assertThat(reasons()).containsExactly(DUPLICATE_SEQUENCE, DUPLICATE_SEQUENCE, DUPLICATE_SEQUENCE);
    }

    @Test
    void takesAMuchOlderSequenceForAResendUnlessItsTimeSaysTheSourceRestarted() {
        feed(aTick().sequence(1).atMicros(NOW));
        feed(aTick().sequence(5_000).atMicros(NOW + 1_000_000));
        feed(aTick().sequence(1).atMicros(NOW));
        feed(aTick().sequence(0).atMicros(NOW + 2_000_000));
        feed(aTick().sequence(1).atMicros(NOW + 3_000_000));

        assertThat(reasons()).containsExactly(DUPLICATE_SEQUENCE);
        assertThat(accepted).hasSize(4);
    }

    @Test
    void remembersABoundedNumberOfSources() {
        for (int i = 0; i < 1_000; i++) {
            feed(aTick().source("s" + i).sequence(1).atMicros(NOW + i));
        }
        feed(aTick().source("s999").sequence(1).atMicros(NOW + 999));

        assertThat(accepted).hasSize(1_000);
        assertThat(reasons()).containsExactly(DUPLICATE_SEQUENCE);
    }

    @Test
    void dropsASpikeThatTheNextTickDoesNotConfirm() {
        feedMid(1.1);
        SequencedEvent spike = feedMid(1.2);
        feedMid(1.10001);

        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).event()).isSameAs(spike);
        assertThat(rejected.get(0).reason()).isEqualTo(PRICE_JUMP);
        assertThat(rejected.get(0).detail()).contains("mid=1.2", "last mid=1.1", "next mid=1.10001");
        assertThat(accepted).hasSize(2).doesNotContain(spike);
    }

    @Test
    void releasesAGapInOrderWhenTheNextTickConfirmsIt() {
        SequencedEvent friday = feedMid(1.1);
        SequencedEvent sunday = feedMid(1.115);
        assertThat(accepted).containsExactly(friday);

        SequencedEvent confirming = feedMid(1.1151);

        assertThat(accepted).containsExactly(friday, sunday, confirming);
        assertThat(rejected).isEmpty();
    }

    @Test
    void followsARunawayMarketWithoutLoss() {
        double mid = 1.1;
        for (int i = 0; i < 50; i++) {
            feedMid(mid);
            mid += i < 10 ? 0.00001 : 0.0006;
        }

        assertThat(rejected).isEmpty();
        assertThat(accepted).hasSize(50);
    }

    @Test
    void judgesTheTickThatRefusesASpikeOnItsOwn() {
        feedMid(1.1);
        SequencedEvent up = feedMid(1.2);
        SequencedEvent down = feedMid(1.0);
        feedMid(1.1);

        assertThat(reasons()).containsExactly(PRICE_JUMP, PRICE_JUMP);
        assertThat(rejected).extracting(DeadLetter::event).containsExactly(up, down);
        assertThat(accepted).hasSize(2);
    }

    @Test
    void aRejectedTickSettlesNothing() {
        feedMid(1.1);
        feedMid(1.2);
        feed(aTick().quote(1.3, 1.2));
        feedMid(1.2001);

        assertThat(reasons()).containsExactly(CROSSED_QUOTE);
        assertThat(accepted).hasSize(3);
    }

    @Test
    void refusesATickStillHeldAtTheEnd() {
        feedMid(1.1);
        feedMid(1.2);
        validator.onEnd(listener);
        validator.onEnd(listener);

        assertThat(reasons()).containsExactly(PRICE_JUMP);
    }

    @Test
    void passesThePayrollMoveOfAQuietMarketWithoutWarmUp() {
        feedMid(1.1);
        feedMid(1.10039);

        assertThat(accepted).hasSize(2);
    }

    @Test
    void anOutlierDoesNotWidenTheDoorForTheNext() {
        for (int i = 0; i < 200; i++) {
            feedMid(1.1 + i % 2 * 1e-5);
        }
        feedMid(1.2);
        feedMid(1.2);
        int before = accepted.size();

        feedMid(1.201);

        assertThat(accepted).hasSize(before);
    }

    @Test
    void carriesAHeldTickAndItsMemoryThroughItsState() throws IOException {
        SequencedEvent first = feedMid(1.1);
        SequencedEvent held = feedMid(1.2);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        validator.writeTo(new DataOutputStream(bytes));
        validator = new TickValidator(EURUSD, ValidationSettings.defaults());
        validator.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        feed(aTick().sequence(sequence).atMicros(NOW + sequence * 1_000_000));
        SequencedEvent confirming = feedMid(1.2);

        assertThat(accepted).containsExactly(first, held, confirming);
        assertThat(reasons()).containsExactly(DUPLICATE_SEQUENCE);
    }

    @Test
    void readsItsSettingsWithDefaults() {
        Settings root = Settings.parse(
                "validation: {max-ahead: 1s, max-behind: 500ms, jump-scales: 10, jump-floor-points: 5, clock-grace: 0}",
                Map.of());

        assertThat(ValidationSettings.from(root))
                .isEqualTo(new ValidationSettings(false, 1_000_000, 500_000, 10, 5, 0));
        root.check();
        assertThat(ValidationSettings.from(Settings.parse("", Map.of()))).isEqualTo(ValidationSettings.defaults());
    }
}
