package io.tickpilot.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.breaker.Breaker;
import io.tickpilot.core.breaker.BreakerChange;
import io.tickpilot.core.breaker.Cause;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.core.signal.Vote;
import io.tickpilot.embedded.EmbeddedDatabase;
import io.tickpilot.wire.DeadLetterRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsertsTest {
    private static final long TIME = 1_700_000_000_123_457L;
    private static final Plan PLAN =
            new Plan(1.1, 1.0985, 1.1015, 1.103, 0.12, 0.001, List.of(new Plan.Exit(1.1007, 0.5, true)));
    private static final List<Vote> VOTES = List.of(
            new Vote("technical", "1", 0.1f, 0.1f, 0.8f, 1, ""),
            new Vote("sentiment", "2", Float.NaN, Float.NaN, Float.NaN, 0, "said \"no\"\0"));

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder, 0);
        Migrations.run(database.jdbcUrl(), database.user(), database.password());
        connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        database.close();
    }

    @Test
    void keepsABarExactAndOnlyOnce() throws Exception {
        Bar bar = new Bar(
                "EURUSD", Timeframe.M1, 1_700_000_040_000_000L, 1.1, 1.2, 1.0, 0.1 + 0.2, 2, 3, 1, 2, 7, 3.5, 4);

        assertThat(insert(Inserts.BARS, bar)).isEqualTo(1);
        assertThat(insert(Inserts.BARS, bar)).isZero();

        assertThat(text("select bid_close from bars where symbol = 'EURUSD'")).isEqualTo("0.30000000000000004");
        assertThat(text("select (extract(epoch from start_time) * 1000000)::bigint from bars where symbol = 'EURUSD'"))
                .isEqualTo("1700000040000000");
    }

    @Test
    void keepsADecisionWithItsVotesRejectionsAndPlan() throws Exception {
        insert(Inserts.DECISIONS, decision("a", 1));

        assertThat(text("select votes->0->>'buy' from decisions where strategy = 'a'"))
                .isEqualTo("0.8");
        assertThat(text("select (votes->1->>'sell')::float8 from decisions where strategy = 'a'"))
                .isEqualTo("NaN");
        assertThat(text("select votes->1->>'abstention' from decisions where strategy = 'a'"))
                .isEqualTo("said \"no\"\uFFFD");
        assertThat(text("select rejections->0->>'check' from decisions where strategy = 'a'"))
                .isEqualTo("spread");
        assertThat(text("select plan->'exits'->0->>'breakEven' from decisions where strategy = 'a'"))
                .isEqualTo("true");
        assertThat(text("select to_char(log_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') from decisions"
                        + " where strategy = 'a'"))
                .isEqualTo("2023-11-14 22:13:20.123457");
    }

    @Test
    void keepsBothDecisionsWhenACauseWasSequencedAnew() throws Exception {
        assertThat(insert(Inserts.DECISIONS, decision("anew", 1))).isEqualTo(1);
        assertThat(insert(Inserts.DECISIONS, decision("anew", 2))).isEqualTo(1);
        assertThat(insert(Inserts.DECISIONS, decision("anew", 2))).isZero();
    }

    @Test
    void dropsASignalsDoubleByItsIdAlone() throws Exception {
        Signal signal = new Signal("0123", Side.BUY, TIME, TIME + 1, PLAN, true, decision("s", 1));
        Signal later = new Signal("0123", Side.BUY, TIME + 5, TIME + 6, PLAN, true, decision("s", 2));

        assertThat(insert(Inserts.SIGNALS, signal)).isEqualTo(1);
        assertThat(insert(Inserts.SIGNALS, later)).isZero();
        assertThat(text("select exits->0->>'price' from signals where id = '0123'"))
                .isEqualTo("1.1007");
    }

    @Test
    void keepsARegimeChangeOnceForEachModel() throws Exception {
        RegimeChange first = regimeChange(null, "a".repeat(64));

        assertThat(insert(Inserts.REGIME_CHANGES, first)).isEqualTo(1);
        assertThat(insert(Inserts.REGIME_CHANGES, first)).isZero();
        assertThat(insert(Inserts.REGIME_CHANGES, regimeChange(Regime.QUIET, "b".repeat(64))))
                .isEqualTo(1);

        assertThat(text("select string_agg(from_regime || ' to ' || to_regime, ', ' order by model_hash)"
                        + " from regime_changes"))
                .isEqualTo(" to trending-up, quiet to trending-up");
        assertThat(text("select probabilities from regime_changes where from_regime = ''"))
                .isEqualTo("{\"quiet\": 0.0, \"ranging\": \"NaN\", \"volatile\": 0.1, \"trending-up\": 0.7,"
                        + " \"trending-down\": 0.2}");
    }

    @Test
    void keepsABreakersMoveOnceAndForGood() throws Exception {
        BreakerChange tripped = new BreakerChange(
                "EURUSD",
                "strategy:a",
                Breaker.State.CLOSED,
                Breaker.State.OPEN,
                Cause.DAILY_LOSS,
                250,
                200,
                0,
                TIME + 1,
                "",
                "",
                3,
                1,
                7,
                TIME);
        BreakerChange killed = new BreakerChange(
                "EURUSD",
                "kill",
                Breaker.State.CLOSED,
                Breaker.State.OPEN,
                Cause.KILL,
                0,
                0,
                0,
                0,
                "ann",
                "looks \"odd\"",
                3,
                1,
                8,
                TIME);

        assertThat(insert(Inserts.BREAKER_EVENTS, tripped)).isEqualTo(1);
        assertThat(insert(Inserts.BREAKER_EVENTS, tripped)).isZero();
        assertThat(insert(Inserts.BREAKER_EVENTS, killed)).isEqualTo(1);

        assertThat(text("select string_agg(scope || ' ' || cause || ' ' || to_state, ', ' order by log_sequence)"
                        + " from breaker_events"))
                .isEqualTo("strategy:a daily-loss open, kill kill open");
        assertThat(text("select issued_by || ': ' || why from breaker_events where until_time is null"))
                .isEqualTo("ann: looks \"odd\"");
        assertThatThrownBy(
                        () -> text("with gone as (delete from breaker_events returning 1) select count(*) from gone"))
                .hasMessageContaining("append-only");
    }

    private static RegimeChange regimeChange(Regime from, String modelHash) {
        List<Double> probabilities = List.of(0.7, 0.2, Double.NaN, 0.1, 0.0);
        return new RegimeChange(
                "EURUSD", Timeframe.M5, TIME, from, Regime.TRENDING_UP, probabilities, "1-aaaaaaaa", modelHash);
    }

    @Test
    void dropsAResentTradeReportWhereverItWasSequenced() throws Exception {
        assertThat(insert(Inserts.TRADES, report("mt4", TIME, 5))).isEqualTo(1);
        assertThat(insert(Inserts.TRADES, report("mt4", TIME, 99))).isZero();
        assertThat(text("select log_sequence from trades where source = 'mt4'")).isEqualTo("5");
    }

    @Test
    void refusesToChangeOrRemoveTradesAndDecisions() throws Exception {
        insert(Inserts.TRADES, report("fixed", TIME, 5));
        insert(Inserts.DECISIONS, decision("fixed", 1));

        for (String change : List.of(
                "update trades set profit = 1",
                "delete from trades",
                "truncate trades",
                "delete from decisions",
                "update decisions set outcome = 'SENT'",
                "truncate decisions")) {
            assertThatThrownBy(() -> execute(change)).as(change).hasMessageContaining("is append-only");
        }
    }

    @Test
    void takesWhateverASenderWrote() throws Exception {
        byte[] raw = {0, 1, (byte) 0xFF};
        DeadLetterRecord letter = new DeadLetterRecord(
                "E\0UR".repeat(2000), "x".repeat(9000), RejectReason.MALFORMED, "d\0", TIME, ByteString.copyFrom(raw));

        assertThat(insert(Inserts.DEAD_LETTERS, letter)).isEqualTo(1);
        assertThat(insert(Inserts.DEAD_LETTERS, letter)).isZero();
        assertThat(insert(Inserts.TRADES, report("early\0" + "é".repeat(5000), Long.MIN_VALUE, 1)))
                .isEqualTo(1);
        assertThat(insert(Inserts.TRADES, report("late", Long.MAX_VALUE, 1))).isEqualTo(1);
    }

    private static Decision decision(String strategy, int epoch) {
        return new Decision(
                strategy,
                "EURUSD",
                "oanda:17",
                3,
                epoch,
                17,
                TIME,
                TIME,
                1.1,
                1.1001,
                0.0004,
                -1,
                VOTES,
                0.1,
                0.1,
                0.8,
                Decision.Direction.BUY,
                0.8,
                Decision.Outcome.REJECTED,
                List.of(new Rejection("spread", Double.POSITIVE_INFINITY, 0.0001)),
                "",
                PLAN);
    }

    private static SequencedEvent report(String source, long timeMicros, long logSequence) {
        TradeReport report = new TradeReport(
                "EURUSD",
                timeMicros,
                TradeReport.Status.CLOSED,
                "paper-1",
                "a",
                "0123",
                7,
                7,
                Side.BUY,
                0.12,
                0,
                1.1015,
                18,
                -0.8,
                "target-1",
                source,
                1);
        return new SequencedEvent(3, 1, logSequence, TIME, TIME, report);
    }

    private static <T> int insert(Insert<T> insert, T value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert.sql())) {
            insert.binder().bind(statement, value);
            return statement.executeUpdate();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
