package io.tickpilot.local.ea;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.mql4.TerminalLine;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpertLineTest {

    @Test
    void tellsOrdersAsAPersonReadsThem() {
        assertThat(event("OPEN", Map.of()))
                .isEqualTo("broker: opened #7 SELL 0.20 EURUSD at 1.10000, stop 1.10200, target 1.09400");
        assertThat(event("MODIFY", Map.of()))
                .isEqualTo("broker: changed #7 SELL 0.20 EURUSD, stop 1.10200, target 1.09400");
        assertThat(event("CLOSE", closed("ea", "8")))
                .isEqualTo(
                        "broker: closed #7 SELL 0.20 EURUSD at 1.09900 by the Expert Advisor: +18.60, the rest is #8,"
                                + " balance 10018.60");
        assertThat(event("CLOSE", closed("sl", "0"))).contains("by stop loss: +18.60, balance");
        assertThat(event("REFUSED", Map.of("operation", "OrderSend", "error", "138")))
                .isEqualTo("broker: refused OrderSend with error 138");
    }

    @Test
    void saysNothingOfAnswersToQuestions() {
        assertThat(ExpertLine.text(new TerminalLine("ORDER", "", order()))).isEmpty();
        assertThat(event("INIT", Map.of("code", "0"))).isEmpty();
    }

    private static Map<String, String> closed(String why, String rest) {
        return Map.of(
                "close", "1.09900",
                "why", why,
                "profit", "20.00",
                "commission", "-1.40",
                "swap", "0.00",
                "remainder", rest,
                "balance", "10018.60");
    }

    private static String event(String name, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(order());
        values.putAll(more);
        return ExpertLine.text(new TerminalLine("EVENT", name, values));
    }

    private static Map<String, String> order() {
        return Map.of(
                "ticket", "7",
                "type", "1",
                "lots", "0.20",
                "symbol", "EURUSD",
                "price", "1.10000",
                "sl", "1.10200",
                "tp", "1.09400");
    }
}
