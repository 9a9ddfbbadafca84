package io.tickpilot.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentKindTest {

    @Test
    void acceptsProbabilitiesThatAddUpToOne() {
        assertThat(fault(AgentKind.DIRECTION, 0.2f, 0.3f, 0.5f)).isEmpty();
        assertThat(fault(AgentKind.TEXT, 1, 0, 0)).isEmpty();
        assertThat(fault(AgentKind.DIRECTION, 0.2f, 0.3f, 0.5009f)).isEmpty();
    }

    @Test
    void namesWhatIsNoProbability() {
        assertThat(fault(AgentKind.DIRECTION, 0.2f, Float.NaN, 0.5f)).isEqualTo("gave NaN");
        assertThat(fault(AgentKind.DIRECTION, -0.2f, 0.7f, 0.5f)).isEqualTo("gave no probability");
        assertThat(fault(AgentKind.DIRECTION, 0, 0, Float.POSITIVE_INFINITY)).isEqualTo("gave no probability");
        assertThat(fault(AgentKind.DIRECTION, 0.2f, 0.3f, 0.502f))
                .isEqualTo("gave probabilities that do not add up to 1");
    }

    @Test
    void wantsQuantilesThatNeverFall() {
        assertThat(fault(AgentKind.FORECAST, 0.2f, 0.3f, 0.5f, -2, -1, -1, 0, 4))
                .isEmpty();
        assertThat(fault(AgentKind.FORECAST, 0.2f, 0.3f, 0.5f, -2, -1, -1.1f, 0, 4))
                .isEqualTo("gave quantiles that fall");
        assertThat(fault(AgentKind.FORECAST, 0.2f, 0.3f, 0.5f, -2, -1, 0, 1, Float.POSITIVE_INFINITY))
                .isEqualTo("gave an infinite quantile");
        assertThat(fault(AgentKind.FORECAST, 0.2f, 0.3f, 0.6f, -2, -1, 0, 1, 2))
                .isEqualTo("gave probabilities that do not add up to 1");
    }

    @Test
    void boundsWhatARiskModelMaySay() {
        assertThat(fault(AgentKind.RISK, 0, 0.5f, 0)).isEmpty();
        assertThat(fault(AgentKind.RISK, 2, 3, 1)).isEmpty();
        assertThat(fault(AgentKind.RISK, 2.1f, 3, 1)).isEqualTo("gave a size outside 0 to 2");
        assertThat(fault(AgentKind.RISK, 1, 0, 1)).isEqualTo("gave a stop that is no distance above 0");
        assertThat(fault(AgentKind.RISK, 1, 1, 1.5f)).isEqualTo("gave a veto that is no probability");
        assertThat(fault(AgentKind.RISK, 1, 1, Float.NaN)).isEqualTo("gave NaN");
    }

    private static String fault(AgentKind kind, float... values) {
        return kind.fault(values);
    }
}
