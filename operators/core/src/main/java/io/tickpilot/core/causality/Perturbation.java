package io.tickpilot.core.causality;

import io.tickpilot.core.event.Clock;
import io.tickpilot.core.event.EndOfLog;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradePrint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Another future than the one that came. */
public enum Perturbation {
    /** Prices shifted by up to 3 % and made to jitter by up to 0.05 %, other spreads. */
    PRICES("other prices"),
    /** Sizes of quotes and trades between a tenth and ten times what they were. */
    SIZES("other sizes"),
    /** All that happens, happens at a third of the pace or three times as fast. */
    TIMES("another pace"),
    /** About every second event missing. */
    DROPPED("events missing"),
    /** Nothing at all. */
    TRUNCATED("nothing");

    private final String text;

    Perturbation(String text) {
        this.text = text;
    }

    /** As sentences call it. */
    public String text() {
        return text;
    }

    /**
     * The same past with another future.
     *
     * @param cut index of the first event that changes
     * @param cutMicros no event from there on is earlier
     */
    List<SequencedEvent> applyTo(List<SequencedEvent> events, int cut, long cutMicros, SplittableRandom random) {
        List<SequencedEvent> result = new ArrayList<>(events.size());
        result.addAll(events.subList(0, cut));
        double shift = 1 + (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.001, 0.03);
        double pace = random.nextBoolean() ? 3 : 1 / 3.0;
        for (SequencedEvent event : events.subList(cut, events.size())) {
            switch (this) {
                case PRICES -> result.add(with(event, event.logTimeMicros(), repriced(event.event(), shift, random)));
                case SIZES -> result.add(with(event, event.logTimeMicros(), resized(event.event(), random)));
                case TIMES -> {
                    long logMicros = moved(event.logTimeMicros(), cutMicros, pace);
                    result.add(with(event, logMicros, retimed(event.event(), cutMicros, pace)));
                }
                case DROPPED -> {
                    if (random.nextBoolean()) {
                        result.add(event);
                    }
                }
                case TRUNCATED -> {
                    return result;
                }
            }
        }
        return result;
    }

    private static SequencedEvent with(SequencedEvent event, long logMicros, LogEvent content) {
        return new SequencedEvent(
                event.partition(), event.epoch(), event.sequence(), logMicros, event.receivedMicros(), content);
    }

    private static LogEvent repriced(LogEvent event, double shift, SplittableRandom random) {
        double factor = shift * random.nextDouble(0.9995, 1.0005);
        if (event instanceof Tick t) {
            double bid = t.bid() * factor;
            double ask = bid + (t.ask() - t.bid()) * random.nextDouble(0.5, 2);
            return new Tick(
                    t.symbol(),
                    t.eventTimeMicros(),
                    bid,
                    ask,
                    t.bidSize(),
                    t.askSize(),
                    t.source(),
                    t.sourceSequence());
        }
        if (event instanceof TradePrint t) {
            return trade(t, t.eventTimeMicros(), t.price() * factor, t.size());
        }
        if (event instanceof NewsSentiment n) {
            return news(n, n.eventTimeMicros(), random.nextDouble(-1, 1), random.nextDouble());
        }
        return event;
    }

    private static LogEvent resized(LogEvent event, SplittableRandom random) {
        if (event instanceof Tick t) {
            return new Tick(
                    t.symbol(),
                    t.eventTimeMicros(),
                    t.bid(),
                    t.ask(),
                    t.bidSize() * size(random),
                    t.askSize() * size(random),
                    t.source(),
                    t.sourceSequence());
        }
        if (event instanceof TradePrint t) {
            return trade(t, t.eventTimeMicros(), t.price(), t.size() * size(random));
        }
        return event;
    }

    private static double size(SplittableRandom random) {
        return StrictMath.pow(10, random.nextDouble(-1, 1));
    }

    private static LogEvent retimed(LogEvent event, long cutMicros, double pace) {
        long time = moved(event.eventTimeMicros(), cutMicros, pace);
        if (event instanceof Tick t) {
            return new Tick(
                    t.symbol(), time, t.bid(), t.ask(), t.bidSize(), t.askSize(), t.source(), t.sourceSequence());
        }
        if (event instanceof TradePrint t) {
            return trade(t, time, t.price(), t.size());
        }
        if (event instanceof NewsSentiment n) {
            return news(n, time, n.score(), n.confidence());
        }
        if (event instanceof Clock) {
            return new Clock(event.symbol(), time);
        }
        if (event instanceof EndOfLog) {
            return new EndOfLog(event.symbol(), time);
        }
        return event;
    }

    private static NewsSentiment news(NewsSentiment n, long timeMicros, double score, double confidence) {
        return new NewsSentiment(n.symbol(), timeMicros, score, confidence, n.id(), n.source(), n.sourceSequence());
    }

    private static TradePrint trade(TradePrint t, long timeMicros, double price, double size) {
        return new TradePrint(
                t.symbol(),
                timeMicros,
                price,
                size,
                t.aggressor(),
                t.venue(),
                t.tradeId(),
                t.source(),
                t.sourceSequence());
    }

    private static long moved(long micros, long cutMicros, double pace) {
        return cutMicros + Math.round((micros - cutMicros) * pace);
    }
}
