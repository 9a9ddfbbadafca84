package io.tickpilot.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.ValidationSettings;
import io.tickpilot.core.testing.RecordedData;
import io.tickpilot.core.testing.RecordingListener;
import io.tickpilot.core.testing.TickBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recorded tick day of one vendor gives the bars that the vendor made of it, and no good tick is refused. */
class RecordedDaysTest {
    private static final InstrumentCatalogue CATALOGUE = InstrumentCatalogue.presets();
    private static final String DAYS = """
            forex/oanda,eurusd
            forex/fxcm,eurusd
            cfd/oanda,xauusd
            """;

    private static void lines(Path zip, Consumer<String[]> each) {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            while (in.getNextEntry() != null) {
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    each.accept(line.split(",", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> days(String vendor, String symbol) throws IOException {
        try (Stream<Path> files = Files.list(RecordedData.path("fx_ticks/lean/" + vendor + "/tick/" + symbol))) {
            return files.sorted().toList();
        }
    }

    private static RecordingListener play(Path day, String symbol, ValidationSettings settings) {
        String upper = symbol.toUpperCase(Locale.ROOT);
        MarketState state = MarketState.empty(upper, CATALOGUE, settings, FeaturePlan.of());
        RecordingListener listener = new RecordingListener();
        int[] count = {0};
        lines(day, fields -> {
            SequencedEvent tick = TickBuilder.aTick()
                    .symbol(upper)
                    .atMicros(new BigDecimal(fields[0]).movePointRight(3).longValue())
                    .quote(Double.parseDouble(fields[1]), Double.parseDouble(fields[2]))
                    .sequence(count[0]++)
                    .sequenced();
            state.onTick(tick, listener);
        });
        state.onEnd(Timeframe.H1.micros() * 24, listener);
        assertThat(listener.accepted.size() + listener.deadLetters.size()).isEqualTo(count[0]);
        return listener;
    }

    @ParameterizedTest
    @CsvSource(textBlock = DAYS)
    void secondAndMinuteBarsComeOutExactlyAsTheVendors(String vendor, String symbol) throws IOException {
        ValidationSettings keepCrossed = ValidationSettings.defaults().withKeepCrossed(true);
        for (Path day : days(vendor, symbol)) {
            RecordingListener heard = play(day, symbol, keepCrossed);
            assertThat(heard.deadLetters).isEmpty();
            equalsVendors(vendor, symbol, day, "second", heard.bars(Timeframe.S1));
            equalsVendors(vendor, symbol, day, "minute", heard.bars(Timeframe.M1));
        }
    }

    private static void equalsVendors(String vendor, String symbol, Path day, String folder, List<Bar> bars) {
        Path golden =
                RecordedData.path("fx_bars/lean/" + vendor + "/" + folder + "/" + symbol + "/" + day.getFileName());
        int[] next = {0};
        lines(golden, f -> {
            Bar bar = bars.get(next[0]++);
            double[] expected =
                    Stream.of(f).limit(11).mapToDouble(Double::parseDouble).toArray();
            double[] actual = {
                bar.startMicros() / 1_000.0,
                bar.bidOpen(),
                bar.bidHigh(),
                bar.bidLow(),
                bar.bidClose(),
                0,
                bar.askOpen(),
                bar.askHigh(),
                bar.askLow(),
                bar.askClose()
            };
            for (int i = 0; i < actual.length; i++) {
                if (i != 5) {
                    assertThat(actual[i])
                            .as("%s bar %d column %d", golden, next[0], i)
                            .isEqualTo(expected[i]);
                }
            }
        });
        assertThat(bars).hasSize(next[0]);
    }

    @ParameterizedTest
    @CsvSource(textBlock = DAYS)
    void refusesNothingButCrossedQuotes(String vendor, String symbol) throws IOException {
        for (Path day : days(vendor, symbol)) {
            RecordingListener heard = play(day, symbol, ValidationSettings.defaults());

            assertThat(heard.reasons()).allMatch(reason -> reason == RejectReason.CROSSED_QUOTE);
            double share = heard.deadLetters.size() / (double) (heard.deadLetters.size() + heard.accepted.size());
            assertThat(share).isLessThan(vendor.contains("fxcm") ? 0.15 : 1e-9);
        }
    }
}
