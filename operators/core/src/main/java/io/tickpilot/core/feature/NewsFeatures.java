package io.tickpilot.core.feature;

import static io.tickpilot.core.feature.FeatureKind.kind;

import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.flow.NewsPulse;
import java.util.List;

/** Features of the news, which comes scored. */
final class NewsFeatures {
    private static final String DEFINITION = "by definition";
    private static final double MICROS_PER_MINUTE = 60e6;

    private static final Family<NewsPulse> NEWS = Family.<NewsPulse>ofNoBars(
                    "news",
                    List.of(Parameter.number("half-life", 30, 0.1, 100_000, "minutes until an article weighs half")),
                    (p, s) -> new NewsPulse(p.number("half-life") * MICROS_PER_MINUTE))
            .hearingNews((pulse, news) -> pulse.add(news.eventTimeMicros(), news.score(), news.confidence()));

    private NewsFeatures() {}

    static List<FeatureKind<?>> kinds() {
        return List.of(
                kind("news-sentiment", Group.NEWS, NEWS)
                        .memory(Memory.FADING)
                        .range(-1, 1)
                        .formula(
                                "sum of score * weight / max(sum of weights, 1); weight: confidence * 2^(-age / half-life)",
                                DEFINITION)
                        .read((pulse, now) -> pulse.sentiment(now.timeMicros())),
                kind("news-confidence", Group.NEWS, NEWS)
                        .memory(Memory.FADING)
                        .range(0, 1)
                        .formula("min(sum of weights, 1); weight: confidence * 2^(-age / half-life)", DEFINITION)
                        .read((pulse, now) -> pulse.confidence(now.timeMicros())));
    }
}
