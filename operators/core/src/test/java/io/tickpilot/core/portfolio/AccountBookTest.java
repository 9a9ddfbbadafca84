package io.tickpilot.core.portfolio;

import static io.tickpilot.core.portfolio.Reports.SECOND;
import static io.tickpilot.core.portfolio.Reports.held;
import static io.tickpilot.core.portfolio.Reports.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.event.TradeReport.Status;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountBookTest {
    private final Reports told = new Reports();
    private final AccountBook book = book();

    private static AccountBook book() {
        return new AccountBook("a", "USD", 10_000, InstrumentCatalogue.presets());
    }

    @Test
    void followsAPositionThroughPartialClosesUnderNewTickets() {
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.partly(1, 1, "EURUSD", Side.BUY, 0.5, 0.5, 50, 2));

        assertThat(book.positions()).hasSize(1);
        assertThat(book.positions().get(0).lots()).isEqualTo(0.5);
        assertThat(book.positions().get(0).openPrice()).isEqualTo(1.1);

        book.apply(told.closed(2, 1, "EURUSD", Side.BUY, 0.5, -20, 3));

        assertThat(book.positions()).isEmpty();
        assertThat(book.closed())
                .containsExactly(new ClosedTrade("EURUSD", "s", Side.BUY, 1, 1, 30, SECOND, 3 * SECOND));
        assertThat(book.balance()).isEqualTo(10_030);
    }

    @Test
    void aCloseThatComesFirstWaitsForItsOpening() {
        TradeReport opened = told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1);
        book.apply(told.closed(1, 1, "EURUSD", Side.BUY, 1, -5, 2));
        assertThat(book.positions()).isEmpty();
        assertThat(book.closed()).isEmpty();
        assertThat(book.balance()).as("the money is gone at once").isEqualTo(9_995);

        book.apply(opened);

        assertThat(book.positions()).isEmpty();
        assertThat(book.closed()).hasSize(1);
    }

    @Test
    void whatIsToldInPartsStaysAtRiskUntilAllOfItIsTold() {
        book.quotes().take("EURUSD", 1.1, 1.1, 0);
        book.ordered(order("signal-1", "EURUSD", Side.BUY, 1, 1.1, 1.09, 0));
        TradeReport opened = told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1);
        TradeReport part = told.partly(1, 1, "EURUSD", Side.BUY, 0.4, 0.6, -400, 2);

        book.apply(told.closed(2, 1, "EURUSD", Side.BUY, 0.6, -600, 3));
        assertThat(book.pending()).as("its opening is not told").hasSize(1);
        book.settle(100 * SECOND);
        book.apply(told.account(10_000, 10_000, 0));
        book.settle(100 * SECOND);
        assertThat(book.pending()).hasSize(1);

        book.apply(opened);
        assertThat(book.pending()).isEmpty();
        assertThat(book.positions()).isEmpty();
        assertThat(book.unsettled()).extracting(Position::lots).containsExactly(0.4);
        assertThat(book.opened(micros -> true)).isEqualTo(1);

        book.apply(part);
        assertThat(book.unsettled()).isEmpty();
        assertThat(book.opened(micros -> true)).isEqualTo(1);
        assertThat(book.balance()).isEqualTo(9_000);
    }

    @Test
    void believesTheNewestStopThatIsTold() {
        book.ordered(order("signal-1", "EURUSD", Side.BUY, 1, 1.1, 1.09, 0));
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.trade("EURUSD", Status.MODIFIED, 1, 1, Side.BUY, 0, 1, 1.095, 0, 5));
        book.apply(told.trade("EURUSD", Status.MODIFIED, 1, 1, Side.BUY, 0, 1, 1.092, 0, 4));

        assertThat(book.positions().get(0).stop()).isEqualTo(1.095);
    }

    @Test
    void isNotMovedByReportsToldAgain() {
        TradeReport opened = told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1);
        TradeReport closed = told.closed(1, 1, "EURUSD", Side.BUY, 1, -5, 2);
        assertThat(book.apply(opened)).isTrue();
        assertThat(book.apply(closed)).isTrue();

        assertThat(book.apply(closed)).isFalse();
        assertThat(book.apply(opened)).isFalse();
        TradeReport anew = told.closed(1, 1, "EURUSD", Side.BUY, 1, -5, 2);
        assertThat(anew.sourceSequence()).isNotEqualTo(closed.sourceSequence());
        assertThat(book.apply(anew)).as("of a terminal that counts anew").isFalse();
        assertThat(book.balance()).isEqualTo(9_995);
        assertThat(book.closed()).hasSize(1);
    }

    @Test
    void leavesOtherAccountsAlone() {
        AccountBook other = new AccountBook("b", "USD", 1, InstrumentCatalogue.presets());

        assertThat(other.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1))).isFalse();
        assertThat(other.apply(told.account(5, 5, 1))).isFalse();
        assertThat(other.apply(told.positions("EURUSD", 1))).isFalse();
        assertThat(other.positions()).isEmpty();
        assertThat(other.balance()).isEqualTo(1);
    }

    @Test
    void theTerminalsBalanceHoldsWithWhatWasClosedAfterIt() {
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.opened(2, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.closed(1, 1, "EURUSD", Side.BUY, 1, -5, 10));
        book.apply(told.closed(2, 2, "EURUSD", Side.BUY, 1, -7, 20));

        assertThat(book.apply(told.account(5_000, 5_000, 15))).isTrue();

        assertThat(book.balance())
                .as("the close at 10 s is in it, that at 20 s is not")
                .isEqualTo(4_993);
        assertThat(book.apply(told.account(1, 1, 14))).as("an older one").isFalse();
        book.apply(told.account(4_993, 4_993, 20));
        assertThat(book.balance()).isEqualTo(4_993);
    }

    @Test
    void marksToTheMarketInAccountCurrency() {
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.opened(2, "USDJPY", Side.SELL, 0.5, 150, 1));
        book.apply(told.opened(3, "EURGBP", Side.BUY, 0.1, 0.85, 1));
        book.quotes().take("EURUSD", 1.101, 1.1012, 2);
        book.quotes().take("USDJPY", 149.8, 150.2, 2);
        book.quotes().take("EURGBP", 0.86, 0.8602, 2);
        book.quotes().take("GBPUSD", 1.27, 1.27, 2);

        assertThat(book.floating(book.positions().get(0))).isCloseTo(100, within(1e-9));
        assertThat(book.floating(book.positions().get(1))).isCloseTo(-0.2 * 50_000 / 150, within(1e-9));
        assertThat(book.floating(book.positions().get(2))).isCloseTo(0.01 * 10_000 * 1.27, within(1e-9));
        assertThat(book.equity()).isCloseTo(10_000 + 100 - 0.2 * 50_000 / 150 + 127, within(1e-9));
    }

    @Test
    void takesTheTerminalsEquityWhereAPositionCannotBePriced() {
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        assertThat(book.equity()).isNaN();

        book.apply(told.account(10_000, 9_876, 2));

        assertThat(book.equity()).isEqualTo(9_876);
    }

    @Test
    void splitsExposureIntoBothCurrencies() {
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.opened(2, "USDJPY", Side.BUY, 1, 150, 1));
        book.quotes().take("EURUSD", 1.1, 1.1, 2);
        book.quotes().take("USDJPY", 150, 150, 2);

        Exposure exposure = book.exposure();

        assertThat(exposure.bySymbol().get("EURUSD")).isCloseTo(110_000, within(1e-6));
        assertThat(exposure.bySymbol().get("USDJPY")).isCloseTo(100_000, within(1e-6));
        assertThat(exposure.byCurrency().get("EUR")).isCloseTo(110_000, within(1e-6));
        assertThat(exposure.byCurrency().get("USD")).isCloseTo(-10_000, within(1e-6));
        assertThat(exposure.byCurrency().get("JPY")).isCloseTo(-100_000, within(1e-6));
        assertThat(exposure.gross()).isCloseTo(210_000, within(1e-6));
        assertThat(exposure.unpriced()).isZero();
    }

    @Test
    void crossesRatesThroughAnotherCurrency() {
        Quotes quotes = book.quotes();
        quotes.take("EURUSD", 1.2, 1.2, 7);
        quotes.take("EURJPY", 180, 180, 9);

        Quotes.Rate yen = quotes.rate("JPY");

        assertThat(yen).isNotNull();
        assertThat(yen.value()).isCloseTo(1.2 / 180, within(1e-12));
        assertThat(yen.atMicros()).isEqualTo(7);
        assertThat(quotes.rate("CHF")).isNull();
        quotes.take("EURUSD", 1.3, 1.2, 10);
        quotes.take("EURUSD", 1.3, 1.3, 6);
        assertThat(quotes.value("EUR"))
                .as("crossed and old quotes change nothing")
                .isEqualTo(1.2);
    }

    @Test
    void knowsStopsFromTheSignalWhicheverComesFirst() {
        book.ordered(order("signal-1", "EURUSD", Side.BUY, 1, 1.1, 1.09, 0));
        assertThat(book.pending()).hasSize(1);
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.opened(2, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.ordered(order("signal-2", "EURUSD", Side.BUY, 1, 1.1, 1.08, 0));

        assertThat(book.pending()).isEmpty();
        assertThat(book.positions()).extracting(Position::stop).containsExactly(1.09, 1.08);
    }

    @Test
    void aSignalIsPendingUntilItIsAnsweredOrItsTerminalSpeaksOfLaterTimes() {
        book.ordered(order("x", "EURUSD", Side.BUY, 1, 1.1, 1.09, 0));
        book.ordered(order("y", "EURUSD", Side.BUY, 1, 1.1, 1.09, 0));
        book.apply(told.rejected("x", 1));
        assertThat(book.pending()).extracting(PendingOrder::signalId).containsExactly("y");

        book.settle(1_000 * SECOND);
        assertThat(book.pending()).as("silence proves nothing").hasSize(1);

        book.apply(told.account(10_000, 10_000, 36));
        book.settle(1_000 * SECOND);
        assertThat(book.pending()).isEmpty();
    }

    @Test
    void aPositionReportIsTheTruthOfItsTime() {
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.opened(2, "EURUSD", Side.SELL, 1, 1.1, 1));
        book.apply(told.opened(3, "USDJPY", Side.SELL, 1, 150, 1));
        book.apply(told.opened(4, "EURUSD", Side.SELL, 1, 1.1, 8));
        book.apply(told.closed(5, 5, "EURUSD", Side.BUY, 1, 3, 9));
        book.apply(told.opened(5, "EURUSD", Side.BUY, 1, 1.1, 2));

        book.apply(told.positions(
                "EURUSD",
                5,
                held(12, 1, Side.BUY, 0.4, 1.1, 1.095, 1),
                held(7, 7, Side.BUY, 2, 1.2, 1.19, 3),
                held(5, 5, Side.BUY, 1, 1.1, 0, 2)));

        assertThat(book.positions()).extracting(Position::originTicket).containsExactly(1L, 3L, 4L, 7L);
        assertThat(book.positions().get(0).lots()).isEqualTo(0.4);
        assertThat(book.positions().get(0).stop()).isEqualTo(1.095);
        assertThat(book.positions().get(3).openPrice()).isEqualTo(1.2);
        assertThat(book.closed()).extracting(ClosedTrade::originTicket).containsExactly(5L, 2L);
        assertThat(book.closed().get(1).profit()).as("nobody told its result").isNaN();
        book.apply(told.closed(12, 1, "EURUSD", Side.BUY, 0.4, 1, 11));
        assertThat(book.positions()).extracting(Position::originTicket).containsExactly(3L, 4L, 7L);
    }

    @Test
    void endsATradeWhosePartsWereNeverAllTold() {
        book.apply(told.opened(1, "EURUSD", Side.BUY, 1, 1.1, 1));
        book.apply(told.closed(2, 1, "EURUSD", Side.BUY, 0.5, 4, 2));
        assertThat(book.closed()).isEmpty();

        book.settle(3_603 * SECOND);

        assertThat(book.closed()).extracting(ClosedTrade::profit).containsExactly(4.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheSameInAnyOrderAndWithAnyRepetition(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<TradeReport> story = story(random);
            AccountBook inOrder = book();
            story.forEach(inOrder::apply);
            List<TradeReport> shuffled = new ArrayList<>(story);
            for (int i = 0; i < 5; i++) {
                shuffled.add(story.get(random.nextInt(story.size())));
            }
            Collections.shuffle(shuffled, random);
            AccountBook mixed = book();
            for (TradeReport report : shuffled) {
                mixed.apply(report);
                mixed = read(written(mixed));
            }

            assertThat(mixed.positions()).isEqualTo(inOrder.positions());
            assertThat(mixed.closed()).containsExactlyInAnyOrderElementsOf(inOrder.closed());
            assertThat(mixed.balance()).isCloseTo(inOrder.balance(), within(1e-9));
            assertThat(inOrder.balance()).isEqualTo(plainBalance(story));
            assertThat(inOrder.positions()).hasSize(plainOpen(story));
        }
    }

    /** Up to ten trades with up to two partial closes each, some of them still open. */
    private static List<TradeReport> story(Random random) {
        Reports told = new Reports();
        List<TradeReport> story = new ArrayList<>();
        long ticket = 1;
        for (int trade = 0; trade < 1 + random.nextInt(10); trade++) {
            long origin = ticket++;
            long second = random.nextInt(1_000);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            story.add(told.opened(origin, "EURUSD", side, 1, 1.1, second));
            double rest = 1;
            long now = origin;
            for (int part = random.nextInt(3); part > 0; part--) {
                rest -= 0.25;
                second += 1 + random.nextInt(10);
                story.add(told.partly(now, origin, "EURUSD", side, 0.25, rest, random.nextInt(100) - 50, second));
                now = ticket++;
            }
            if (random.nextBoolean()) {
                story.add(told.closed(now, origin, "EURUSD", side, rest, random.nextInt(100) - 50, second + 1));
            }
        }
        return story;
    }

    private static double plainBalance(List<TradeReport> story) {
        return 10_000 + story.stream().mapToDouble(TradeReport::profit).sum();
    }

    private static int plainOpen(List<TradeReport> story) {
        long opened = story.stream().filter(r -> r.status() == Status.OPENED).count();
        long closed = story.stream().filter(r -> r.status() == Status.CLOSED).count();
        return (int) (opened - closed);
    }

    static byte[] written(AccountBook book) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        book.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    static AccountBook read(byte[] bytes) throws IOException {
        return AccountBook.readFrom(
                new DataInputStream(new ByteArrayInputStream(bytes)), InstrumentCatalogue.presets());
    }
}
