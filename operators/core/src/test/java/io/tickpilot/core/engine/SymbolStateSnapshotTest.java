package io.tickpilot.core.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradePrint;
import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeatureKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.MarketState;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.core.regime.RegimeModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * States as releases wrote them, which this one must read and go on with. How a new one is made is told beside them, in
 * {@code snapshots/README.md}.
 */
class SymbolStateSnapshotTest {
    /** The newest, which {@link #writesASnapshot} writes anew. */
    private static final String NEWEST = "v5";

    private static final int REST = 400;

    /** Without what decides otherwise since: no breaker but by command, no size by volatility, no weight but as configured. */
    private static final String AS_IT_WAS = """
            breakers: {automatic: false}
            risk: {volatility: {min: 1, max: 1}}
            """;

    private static final String FIXED_WEIGHTS = "ensemble: {adapt: false}\n";

    /** Two strategies, one of which reads every feature there was. */
    private static final String EVERY = """
            gate: {min-atr-rank: 0, max-atr-rank: 1, cooldown: 3s, flip-flop: 7s}
            agents: {technical: {}, second: {}}
            strategies:
              - {name: bars, agents: {technical: 1, second: 1}}
              - {name: ticks, agents: {second: 1}, trigger: every-tick}
            """;

    /** The same, with agents that score when they please, on a log with news. */
    private static final String TRIGGERED = EVERY.replace(
            "{technical: {}, second: {}}",
            "{technical: {trigger: bar-close, timeframe: m5}, second: {trigger: every, every: 3s, freshness: 10m}}");

    /** With breakers that trip by themselves, and a log of commands, accounts, positions and trades. */
    private static final String GUARDED = """
            breakers: {strategy: {losses: 2, cooldown: 1m}, symbol: {feed-stall: 1m}}
            gate: {min-atr-rank: 0, max-atr-rank: 1, cooldown: 3s, flip-flop: 7s, max-positions: 9, confidence: 0.5}
            strategies:
              - {name: bars}
              - {name: ticks, trigger: every-tick}
            """;

    /** With weights that follow trades and decisions, and an economic event told in the log. */
    private static final String LEARNING = """
            ensemble: {horizon: 1m, half-life: 5, decision-weight: 0.5}
            gate: {min-atr-rank: 0, max-atr-rank: 1, cooldown: 3s, flip-flop: 7s, max-positions: 9, confidence: 0.5, around-news: 1m}
            agents: {technical: {}, second: {}}
            strategies:
              - {name: bars, agents: {technical: 1, second: 1}}
              - {name: ticks, agents: {technical: 1, second: 2}, trigger: every-tick}
            """;

    @ParameterizedTest
    @CsvSource({
        "v1, default",
        "v1, every",
        "v2, default",
        "v2, every",
        "v3, default",
        "v3, every",
        "v3, triggered",
        "v4, default",
        "v4, every",
        "v4, triggered",
        "v4, guarded",
        "v5, default",
        "v5, every",
        "v5, triggered",
        "v5, guarded",
        "v5, learning"
    })
    void isReadAndGoesOnAsIfItHadNeverStopped(String version, String setting) throws Exception {
        Play play = Play.of(setting, texts(version));
        SymbolState restored = read(resource(version, setting + ".bin"));
        SymbolState undisturbed = new SymbolState("EURUSD");
        play.on(undisturbed, past(setting));

        String rows = play.on(restored, rest(setting));

        Properties hashes = new Properties();
        hashes.load(new StringReader(new String(resource(version, "hashes.properties"), UTF_8)));
        assertThat(play.on(undisturbed, rest(setting))).isEqualTo(rows);
        assertThat(rows).isEqualTo(hashes.getProperty(setting + ".rows"));
        assertThat(restored.decisionHash()).isEqualTo(undisturbed.decisionHash());
        assertThat(HexFormat.of().formatHex(restored.decisionHash()))
                .isEqualTo(hashes.getProperty(setting + ".decisions"));
    }

    @Test
    void aSnapshotOfANewerReleaseIsRefused() throws IOException {
        byte[] newer = resource(NEWEST, "default.bin");
        ByteBuffer.wrap(newer).putInt(0, 99);

        assertThatThrownBy(() -> read(newer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown version: 99");
    }

    @Test
    @EnabledIfSystemProperty(named = "tickpilot.snapshots", matches = "write")
    void writesASnapshot() throws Exception {
        Path folder = Files.createDirectories(
                Path.of("src/test/resources/io/tickpilot/core/engine/snapshots").resolve(NEWEST));
        RegimeModel regime = RegimeModels.plain();
        Texts texts = new Texts(everyFeatureOfToday(regime), regime.toText());
        Files.writeString(folder.resolve("every.yaml"), texts.schema());
        Files.writeString(folder.resolve("regime.yaml"), texts.regime());
        StringBuilder hashes = new StringBuilder();
        for (String setting : List.of("default", "every", "triggered", "guarded", "learning")) {
            Play play = Play.of(setting, texts);
            SymbolState state = new SymbolState("EURUSD");
            play.on(state, past(setting));
            Files.write(folder.resolve(setting + ".bin"), written(state));
            String rows = play.on(state, rest(setting));
            hashes.append(setting + ".decisions=" + HexFormat.of().formatHex(state.decisionHash()) + "\n");
            hashes.append(setting + ".rows=" + rows + "\n");
        }
        Files.writeString(folder.resolve("hashes.properties"), hashes);
    }

    /** Each kind over minutes, and over bars of activity where it can be; some of them scaled. */
    private static String everyFeatureOfToday(RegimeModel regime) {
        StringBuilder yaml = new StringBuilder("name: snapshot\nlookback: 5\nfeatures:\n");
        for (FeatureKind<?> kind : FeatureCatalogue.kinds()) {
            String model = kind.hasDefaults() ? "" : ", model: " + regime.hash();
            yaml.append("  - {of: " + kind.name() + model + "}\n");
            if (kind.hasBars()) {
                yaml.append("  - {of: " + kind.name() + ", name: of-ticks-" + kind.name() + ", bars: ticks-50}\n");
            }
        }
        yaml.append("  - {of: close-change, name: of-volume, bars: volume-40, scale: atr}\n");
        yaml.append("  - {of: ema-distance, name: of-trades, bars: trade-volume-10, scale: relative}\n");
        yaml.append("  - {of: signed-volume, name: signed-trades, volume: trades}\n");
        return FeatureSchema.parse(yaml.toString()).toYaml();
    }

    private record Texts(String schema, String regime) {}

    private static Texts texts(String version) throws IOException {
        return new Texts(
                new String(resource(version, "every.yaml"), UTF_8),
                new String(resource(version, "regime.yaml"), UTF_8));
    }

    /** An engine and what its agents read. */
    private record Play(SymbolEngine engine, List<FeatureSchema> schemas) {

        static Play of(String setting, Texts texts) {
            FeatureSchema technical = FeatureSchema.technicalV1();
            if (setting.equals("guarded")) {
                SymbolEngine engine = SymbolEngineTest.engine(GUARDED, ScriptedAgent.moody("technical"));
                return new Play(engine, List.of(technical));
            }
            if (setting.equals("default")) {
                return new Play(engine("", Resources.NONE, ScriptedAgent.moody("technical")), List.of(technical));
            }
            FeatureSchema every = FeatureSchema.parse(texts.schema());
            return new Play(
                    engine(
                            switch (setting) {
                                case "every" -> FIXED_WEIGHTS + EVERY;
                                case "triggered" -> FIXED_WEIGHTS + TRIGGERED;
                                default -> LEARNING;
                            },
                            new Resources(EconomicCalendar.empty(), RegimeModel.parse(texts.regime())),
                            ScriptedAgent.moody("technical"),
                            ScriptedAgent.moody("second").trainedOn(every)),
                    List.of(technical, every));
        }

        private static SymbolEngine engine(String yaml, Resources resources, AgentModel... models) {
            Settings root = Settings.parse(AS_IT_WAS + yaml, Map.of());
            EngineSettings settings = EngineSettings.from(root);
            root.check();
            return new SymbolEngine(settings.withResources(resources), List.of(models));
        }

        /** @return SHA-256 over the newest row of each schema after each event */
        String on(SymbolState state, List<SequencedEvent> events) throws Exception {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Heard heard = new Heard();
            for (SequencedEvent event : events) {
                engine.process(event, state, heard);
                MarketState market = state.market();
                assertThat(market).isNotNull();
                for (FeatureSchema schema : schemas) {
                    float[] row = new float[schema.width()];
                    market.readRow(schema, row);
                    ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
                    bytes.asFloatBuffer().put(row);
                    digest.update(bytes.array());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static List<SequencedEvent> past(String setting) {
        List<SequencedEvent> all = log(setting);
        return all.subList(0, all.size() - REST);
    }

    private static List<SequencedEvent> rest(String setting) {
        List<SequencedEvent> all = log(setting);
        return all.subList(all.size() - REST, all.size());
    }

    /** Ticks, trades, silence, commands and reports, and news in between if wanted; the same for ever. */
    private static List<SequencedEvent> log(String setting) {
        boolean withNews = setting.equals("triggered");
        LogScript log = new LogScript("EURUSD", 2026);
        for (int i = 0; i < 140; i++) {
            log.ticks(50);
            trade(log, i, 1 + i % 3);
            if (withNews && i % 9 == 4) {
                news(log, i);
            }
        }
        log.opened("ticks", 1, Side.BUY, 0.1)
                .ticks(20)
                .closed("ticks", 1, Side.BUY, 0.1)
                .opened("bars", 2, Side.SELL, 0.2)
                .command(Kind.PAUSE_STRATEGY, "bars")
                .command(Kind.DISABLE_AGENT, "technical")
                .ticks(90)
                .quiet(70);
        trade(log, 140, 2);
        if (setting.equals("guarded")) {
            guard(log);
        }
        if (setting.equals("learning")) {
            long now = log.events().get(log.events().size() - 1).logTimeMicros();
            log.add(new CalendarEvent(
                    "EURUSD", now, now + 200_000_000, "USD", Impact.HIGH, "payrolls", "nfp", "calendar", 1));
        }
        log.ticks(17).command(Kind.ENABLE_AGENT, "*").command(Kind.RESUME_STRATEGY, "*");
        for (int i = 141; i < 149; i++) {
            log.ticks(50);
            trade(log, i, 2);
        }
        return log.events();
    }

    /** Something in each part of safety. */
    private static void guard(LogScript log) {
        long now = log.events().get(log.events().size() - 1).logTimeMicros();
        log.add(new AccountReport(
                        "EURUSD", now, "acc", "EUR", 9_000, 8_900, 100, 8_800, 30, now, 9_000, false, "terminal", 500))
                .opened("ticks", 11, Side.BUY, 0.3)
                .closed("ticks", 11, Side.BUY, 0.3)
                .opened("ticks", 12, Side.BUY, 0.3)
                .add(new PositionReport(
                        "EURUSD",
                        now,
                        "acc",
                        List.of(
                                new HeldPosition(12, 12, "ticks", "", Side.BUY, 0.2, 1.1, 1.09, 1.2, now),
                                new HeldPosition(13, 13, "", "", Side.SELL, 1, 1.1, 0, 0, now)),
                        "terminal",
                        501))
                .command(Kind.REPORT_POSITIONS, "account:other")
                .command(Kind.SET_RATE, "USD", "rate=0.91;account-currency=EUR;at=" + now)
                .command(Kind.SET_LIMITS, "account:acc", "risk-budget=900;risk-scale=0.7;until=" + (now + 900_000_000))
                .command(Kind.TRIP_BREAKER, "strategy:bars", "cause=drift;cooldown=30000000")
                .command(Kind.TRIP_BREAKER, "account:gone", "cause=margin")
                .command(Kind.RESET_BREAKER, "account:gone")
                .command(Kind.KILL, "account:gone")
                .command(Kind.RESUME, "account:gone")
                .command(Kind.BLOCK_ENTRIES, "ticks", "id=flash-move;until=" + (now + 20_000_000))
                .command(Kind.TRIP_BREAKER, "symbol", "cause=manual;cooldown=25000000");
    }

    private static void news(LogScript log, int number) {
        long now = log.events().get(log.events().size() - 1).logTimeMicros();
        double score = (number % 5 - 2) / 2.0;
        log.add(new NewsSentiment("EURUSD", now, score, 0.75, "article-" + number, "news", number));
    }

    private static void trade(LogScript log, int number, double size) {
        long now = log.events().get(log.events().size() - 1).logTimeMicros();
        Side side = number % 3 == 0 ? Side.SELL : Side.BUY;
        log.add(new TradePrint("EURUSD", now, 1.1, size, side, "venue", "", "trades", number));
    }

    private static SymbolState read(byte[] bytes) throws IOException {
        return SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static byte[] written(SymbolState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static byte[] resource(String version, String name) throws IOException {
        String path = "snapshots/" + version + "/" + name;
        try (InputStream in = SymbolStateSnapshotTest.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        }
    }
}
