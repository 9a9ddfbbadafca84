package io.tickpilot.bridge.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountFileTest {
    @TempDir
    private Path directory;

    private final Random random = new Random(3);

    @Test
    void aBrokerRestoredAtAnyMomentGoesOnAsIfNothingHadBeen() {
        AccountFile file = new AccountFile(directory.resolve("account"));
        List<TradeReport> undisturbedReports = new ArrayList<>();
        List<TradeReport> reports = new ArrayList<>();
        SimulatedBroker undisturbed = broker(undisturbedReports);
        SimulatedBroker broker = broker(reports);
        double price = 1.1;
        for (int step = 0; step < 2_000; step++) {
            price = Math.round((price + (random.nextInt(11) - 5) * 0.0001) * 1e5) / 1e5;
            Tick tick = Market.eur(price, step);
            if (step % 10 == 5) {
                file.save(broker, List.of());
                broker = broker(reports);
                assertThat(file.restore(broker)).isEmpty();
            }
            broker.onTick(tick);
            undisturbed.onTick(tick);
            if (step % 7 == 0) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                Signal signal = Market.signal("s" + step, "EURUSD", side, Market.plan(side, price, 1));
                broker.onSignal(signal, Market.START);
                undisturbed.onSignal(signal, Market.START);
            }
        }

        assertThat(undisturbed.snapshot().closed()).isGreaterThan(100);
        assertThat(reports).isEqualTo(undisturbedReports);
        assertThat(broker.snapshot()).isEqualTo(undisturbed.snapshot());
    }

    @Test
    void keepsReportsThatMayNotBeJournaled() {
        AccountFile file = new AccountFile(directory.resolve("account"));
        List<TradeReport> reports = new ArrayList<>();
        SimulatedBroker broker = broker(reports);
        broker.onTick(Market.eur(1.1, 0));
        broker.onSignal(Market.signal("one", "EURUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1)), Market.START);
        broker.onSignal(Market.signal("two", "GBPUSD", Side.BUY, Market.plan(Side.BUY, 1.1001, 1)), Market.START);

        file.save(broker, reports);

        assertThat(reports)
                .extracting(TradeReport::status)
                .containsExactly(TradeReport.Status.OPENED, TradeReport.Status.REJECTED);
        assertThat(file.restore(broker(new ArrayList<>()))).isEqualTo(reports);
    }

    @Test
    void saysWhichFileItCannotRead() throws Exception {
        Path broken = Files.write(directory.resolve("account"), new byte[] {0, 0, 0, 1, 9});

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new AccountFile(broken).restore(broker(new ArrayList<>())))
                .withMessage("terminal account cannot be read: " + broken);
    }

    private static SimulatedBroker broker(List<TradeReport> reports) {
        return new SimulatedBroker(Market.plain(), Market::find, 100, reports::add);
    }
}
