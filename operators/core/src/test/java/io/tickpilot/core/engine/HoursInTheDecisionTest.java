package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.calendar.AnnouncedEvents;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.calendar.EconomicEvent;
import io.tickpilot.core.calendar.Impact;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.CalendarEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Rejection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gate's checks of hours, news and regimes, on the log's own time. */
class HoursInTheDecisionTest {
    private static final String LIMITS = "cooldown: 0, flip-flop: 0, min-atr-rank: 0, max-atr-rank: 1";
    private static final String EAGER = """
            breakers: {automatic: false}
            strategies: [{name: eager, trigger: every-tick}]
            """;
    private static final long MINUTE = 60_000_000;

    private final Heard heard = new Heard();
    private final LogScript log = new LogScript("EURUSD", 42);
    private SymbolState state = new SymbolState("EURUSD");
    private int played;

    @Test
    void noEntryNearTheRolloverOfTheInstrument() {
        // the log is warm at 01:56 UTC
        play(
                engine("instruments: {EURUSD: {rollover: '02:00 UTC'}}\ngate: {" + LIMITS + "}\n", Resources.NONE),
                log.warmUp());

        assertThat(heard.last().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(heard.last().rejections()).containsExactly(new Rejection("rollover", 4, 10));
    }

    @Test
    void aStrategyMayHaveHoursOfItsOwn() {
        String yaml = "gate: {" + LIMITS + ", sessions: ['Mon-Fri 02:00-21:00 UTC', '22:00-23:00 Asia/Tokyo']}\n";
        SymbolEngine engine = engine(yaml, Resources.NONE);
        play(engine, log.warmUp());
        assertThat(heard.last().rejections()).containsExactly(new Rejection("session", 4, 0));

        play(engine, log.ticks(4 * 60));

        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
    }

    @Test
    void noEntryAroundAnEventOfTheCalendarsFile() {
        long warm = LogScript.START_MICROS + LogScript.WARM_TICKS * 1_000_000L;
        EconomicCalendar calendar = EconomicCalendar.of(List.of(
                new EconomicEvent(warm + 2 * MINUTE, "JPY", Impact.HIGH, "another's"),
                new EconomicEvent(warm + MINUTE, "USD", Impact.MEDIUM, "of no matter"),
                new EconomicEvent(warm + 3 * MINUTE, "USD", Impact.HIGH, "payrolls")));
        SymbolEngine engine = engine("gate: {" + LIMITS + "}\n", new Resources(calendar, null));

        play(engine, log.warmUp());
        assertThat(heard.last().rejections()).containsExactly(new Rejection("news", 3, 5));

        play(engine, log.ticks(7 * 60));
        assertThat(heard.last().rejections()).containsExactly(new Rejection("news", -4, 5));

        play(engine, log.ticks(60));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
    }

    @Test
    void anEventThatComesThroughTheLogCountsFromItsPlaceOnAndOutlivesARestore() throws IOException {
        SymbolEngine engine = engine("gate: {" + LIMITS + "}\n", Resources.NONE);
        play(engine, log.warmUp());
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);

        play(engine, announced("EUR", 4, "cpi").ticks(1));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        state.writeTo(new DataOutputStream(written));
        state = SymbolState.readFrom(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));
        play(engine, log.ticks(60));
        assertThat(heard.last().rejections())
                .extracting(Rejection::check, Rejection::limit)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("news", 5.0));

        play(engine, announced("JPY", 1, "boj").add(withdrawn("cpi")).ticks(1));
        assertThat(heard.last().outcome()).isEqualTo(Outcome.SENT);
    }

    @Test
    void entersInAllowedRegimesOnly() {
        Resources regimes = new Resources(EconomicCalendar.empty(), RegimeModels.plain());
        SymbolEngine some = engine("gate: {" + LIMITS + ", regimes: [trending-up, volatile]}\n", regimes);
        LogScript hours = log.ticks(6 * 3600);

        play(some, hours);

        List<Decision> warm = heard.decisions.stream()
                .filter(d -> d.outcome() == Outcome.SENT || d.outcome() == Outcome.REJECTED)
                .filter(d -> d.rejections().stream().noneMatch(r -> r.check().equals("warm-up")))
                .toList();
        List<Rejection> rejections =
                warm.stream().flatMap(d -> d.rejections().stream()).toList();
        assertThat(warm.stream().map(Decision::outcome)).contains(Outcome.SENT, Outcome.REJECTED);
        assertThat(rejections.stream().map(Rejection::check).distinct()).containsExactly("regime");
        assertThat(rejections.stream().allMatch(r -> r.value() >= 0 && r.value() < 0.5 && r.limit() == 0.5))
                .isTrue();
        double sum = 0;
        for (Regime regime : Regime.values()) {
            sum += state.market().regimeProbability(regime);
        }
        assertThat(sum).isBetween(0.999999, 1.000001);
    }

    @Test
    void regimesNeedAModel() {
        assertThatThrownBy(() -> engine("gate: {regimes: [ranging]}\n", Resources.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("eager allows some regimes only: that needs regime.model: [RANGING]");
    }

    @Test
    void namesWhatIsNoHoursAndNoRegime() {
        Settings root = Settings.parse("""
                instruments: {EURUSD: {rollover: 5pm, weekend: Sat, sessions: [tokyo]}}
                gate: {sessions: [Mon 8-17], regimes: [sideways], news-impact: huge}
                """, Map.of());
        EngineSettings.from(root);

        assertThatThrownBy(root::check).isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                .contains(
                        "instruments.EURUSD.rollover: must be a time and a zone such as 17:00 America/New_York, or none: 5pm",
                        "instruments.EURUSD.sessions: must be hours such as Mon-Fri 08:00-17:00 Europe/London, "
                                + "Fri 17:00-Sun 17:00 America/New_York, asia, london or new-york: tokyo",
                        "gate.regimes: must be any, or of trending-up, trending-down, ranging, volatile, quiet: sideways",
                        "gate.news-impact: must be one of low, medium, high: huge"));
    }

    private LogScript announced(String currency, int inMinutes, String id) {
        return log.add(event(currency, now() + inMinutes * MINUTE, id));
    }

    private CalendarEvent withdrawn(String id) {
        return event("EUR", AnnouncedEvents.WITHDRAWN, id);
    }

    private CalendarEvent event(String currency, long release, String id) {
        return new CalendarEvent("EURUSD", now(), release, currency, Impact.HIGH, "title", id, "calendar", played);
    }

    private long now() {
        return log.events().get(log.events().size() - 1).logTimeMicros();
    }

    private static SymbolEngine engine(String yaml, Resources resources) {
        Settings root = Settings.parse(yaml + EAGER, Map.of());
        EngineSettings settings = EngineSettings.from(root).withResources(resources);
        root.check();
        return new SymbolEngine(settings, List.of(ScriptedAgent.saying("technical", 0.05, 0.15, 0.8)));
    }

    private void play(SymbolEngine engine, LogScript script) {
        List<SequencedEvent> events = script.events();
        for (; played < events.size(); played++) {
            engine.process(events.get(played), state, heard);
        }
    }
}
