package io.tickpilot.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.market.RejectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** News enters the log scored, and agents read what is left of it. */
class NewsInTheDecisionTest {
    private static final FeatureSchema NEWS = FeatureSchema.parse("""
            name: news
            features:
              - {of: news-sentiment}
              - {of: news-confidence}
            """);

    private final Heard heard = new Heard();
    private final SymbolState state = new SymbolState("EURUSD");
    private final LogScript log = new LogScript("EURUSD", 42);
    private final float[] read = new float[2];
    private final SymbolEngine engine = SymbolEngineTest.engine(
            "strategies: [{name: eager, trigger: every-tick}]",
            ScriptedAgent.of("technical", (window, p) -> {
                        System.arraycopy(window, 0, read, 0, 2);
                        p[0] = 0;
                        p[1] = 1;
                        p[2] = 0;
                    })
                    .trainedOn(NEWS));
    private int played;

    @Test
    void anAgentReadsTheSentimentUntilItHasFaded() {
        play(log.ticks(130));
        assertThat(read).containsExactly(0, 0);

        play(news(-0.5, 0.8, 1).ticks(1));
        assertThat(read[0]).isBetween(-0.4f, -0.399f);
        assertThat(read[1]).isBetween(0.799f, 0.8f);

        play(log.ticks(30 * 60 - 1));
        assertThat(read[0]).isEqualTo(-0.2f);
        assertThat(heard.deadLetters).isEmpty();
    }

    @Test
    void refusesWhatIsNoSentimentOrWasHeardBefore() {
        play(log.ticks(130));

        play(news(1.01, 0.8, 1));
        play(news(Double.NaN, 0.8, 2));
        play(news(0.5, -0.1, 3));
        play(news(0.5, 0.1, 4));
        play(news(0.5, 0.1, 4));

        assertThat(heard.deadLetters)
                .extracting(DeadLetter::reason)
                .containsExactly(
                        RejectReason.SENTIMENT_OUT_OF_RANGE,
                        RejectReason.SENTIMENT_OUT_OF_RANGE,
                        RejectReason.SENTIMENT_OUT_OF_RANGE,
                        RejectReason.DUPLICATE_SEQUENCE);
        assertThat(state.counters().rejected()).containsEntry(RejectReason.SENTIMENT_OUT_OF_RANGE, 3L);
        play(log.ticks(1));
        assertThat(read[1]).isBetween(0.099f, 0.1f);
    }

    private LogScript news(double score, double confidence, long sequence) {
        long now = log.events().get(log.events().size() - 1).logTimeMicros();
        return log.add(new NewsSentiment("EURUSD", now, score, confidence, "a" + sequence, "wire", sequence));
    }

    private void play(LogScript script) {
        List<SequencedEvent> events = script.events();
        for (; played < events.size(); played++) {
            engine.process(events.get(played), state, heard);
        }
    }
}
