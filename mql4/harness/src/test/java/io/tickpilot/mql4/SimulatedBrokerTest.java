package io.tickpilot.mql4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the broker against a worked example, asked through MQL4 by a real expert. */
class SimulatedBrokerTest {
    private static final int BUY = 0;
    private static final int SELL = 1;

    @TempDir
    private Path folder;

    @Test
    void opensAtTheAskAndValuesAtTheBid() {
        try (Puppet puppet = Puppet.in(folder)) {
            int ticket = puppet.opens(BUY, 0.5, 1.09, 1.12);

            assertThat(puppet.last("OPEN").number("price")).isEqualTo(1.1001);
            assertThat(puppet.does("select " + ticket)).isEqualTo("true/mine/0.50/-5.00 0");
            puppet.terminal().tick("EURUSD", 1.1021, 1.1022);
            assertThat(puppet.does("select " + ticket)).isEqualTo("true/mine/0.50/100.00 0");
            assertThat(puppet.does("account")).isEqualTo("10000.00/10100.00/551.05 0");
        }
    }

    @Test
    void partialCloseLeavesTheRestUnderANewTicketThatNamesTheOld() {
        try (Puppet puppet = Puppet.in(folder, "symbol EURUSD commission=7")) {
            int ticket = puppet.opens(BUY, 0.5, 1.09, 1.12);

            assertThat(puppet.does("close " + ticket + " 0.2 1.1 5")).isEqualTo("true 0");

            TerminalLine close = puppet.last("CLOSE");
            int rest = close.whole("remainder");
            assertThat(rest).isGreaterThan(ticket);
            assertThat(close.number("profit")).isEqualTo(-2.0);
            assertThat(close.number("commission")).isEqualTo(-1.4);
            assertThat(close.number("balance")).isEqualTo(9996.6);
            assertThat(puppet.does("select " + rest)).startsWith("true/from #" + ticket + "/0.30/");
            assertThat(puppet.does("select " + ticket)).startsWith("true/to #" + rest + "/0.20/");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "send EURUSD 0 0.005 1.1001 5, 131",
        "send EURUSD 0 0.015 1.1001 5, 131",
        "send EURUSD 0 101 1.1001 5, 131",
        "send EURUSD 0 0.1 1.100101 5, 129",
        "send EURUSD 0 0.1 1.1001 5 1.1000, 130",
        "send EURUSD 0 0.1 1.1001 5 0 1.0999, 130",
        "send EURUSD 1 0.1 1.1000 5 1.1001, 130",
        "send EURUSD 0 0.1 1.0990 5, 138",
        "send EURUSD 0 95 1.1001 5, 134",
        "send NOSUCH 0 0.1 1.1001 5, 4106",
        "send EURUSD 0 0.1 0 5, 4107",
        "send EURUSD 2 0.1 1.1005 5, 130",
        "send EURUSD 4 0.1 1.0995 5, 130",
        "close 1 0.1 1.1 5, 4108",
        "modify 1 1.1 1.0 1.2, 4108",
    })
    void refusesWithTheCodeOfMetaTrader(String request, int code) {
        try (Puppet puppet = Puppet.in(folder)) {
            assertThat(puppet.does(request)).endsWith(" " + code);
            assertThat(puppet.terminal().events("OPEN")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"requotes, 138", "busy, 146", "offquotes, 136", "brokerbusy, 137", "pricechanged, 135", "timeouts, 128"
    })
    void failsAsOftenAsItIsTold(String fault, int code) {
        try (Puppet puppet = Puppet.in(folder, "set " + fault + " 2")) {
            String request = "send EURUSD 0 0.1 1.1001 5 1.09 1.12";

            assertThat(puppet.does(request)).isEqualTo("-1 " + code);
            assertThat(puppet.does(request)).isEqualTo("-1 " + code);
            assertThat(puppet.does(request)).endsWith(" 0").doesNotStartWith("-1");
        }
    }

    @Test
    void lateTimeoutCarriesTheOrderOutAndSaysItDidNot() {
        try (Puppet puppet = Puppet.in(folder, "set latetimeouts 1")) {
            assertThat(puppet.does("send EURUSD 0 0.1 1.1001 5 1.09 1.12")).isEqualTo("-1 128");
            assertThat(puppet.terminal().events("OPEN")).hasSize(1);
        }
    }

    @Test
    void stopLevelCountsFromThePriceThatCloses() {
        try (Puppet puppet = Puppet.in(folder, "symbol EURUSD stoplevel=50")) {
            assertThat(puppet.does("send EURUSD 0 0.1 1.1001 5 1.09951 0")).isEqualTo("-1 130");
            assertThat(puppet.does("send EURUSD 0 0.1 1.1001 5 1.09950 0")).endsWith(" 0");
            assertThat(puppet.does("send EURUSD 1 0.1 1.1000 5 1.10059 0")).isEqualTo("-1 130");
            assertThat(puppet.does("send EURUSD 1 0.1 1.1000 5 1.10060 0")).endsWith(" 0");
        }
    }

    @Test
    void freezeLevelForbidsChangeAndCloseNearTheStop() {
        try (Puppet puppet = Puppet.in(folder, "symbol EURUSD freezelevel=20")) {
            int ticket = puppet.opens(BUY, 0.1, 1.0998, 1.12);

            assertThat(puppet.does("modify " + ticket + " 0 1.0990 1.12")).isEqualTo("false 145");
            assertThat(puppet.does("close " + ticket + " 0.1 1.1 5")).isEqualTo("false 145");
            puppet.terminal().tick("EURUSD", 1.1001, 1.1002);
            assertThat(puppet.does("modify " + ticket + " 0 1.0990 1.12")).isEqualTo("true 0");
        }
    }

    @Test
    void modifyWithoutChangeIsErrorOne() {
        try (Puppet puppet = Puppet.in(folder)) {
            int ticket = puppet.opens(SELL, 0.1, 1.11, 1.09);

            assertThat(puppet.does("modify " + ticket + " 0 1.11 1.09")).isEqualTo("false 1");
            assertThat(puppet.does("modify " + ticket + " 0 1.109 1.09")).isEqualTo("true 0");
        }
    }

    @Test
    void stopLossFillsAtTheMarketAndTakeProfitAtItsPrice() {
        try (Puppet puppet = Puppet.in(folder)) {
            puppet.opens(BUY, 0.1, 1.0950, 1.1050);
            puppet.opens(SELL, 0.1, 1.1150, 1.0950);

            puppet.terminal().tick("EURUSD", 1.0940, 1.0941);

            assertThat(puppet.terminal().events("CLOSE"))
                    .extracting(line -> line.text("why") + " " + line.number("close"))
                    .containsExactly("sl 1.094", "tp 1.095");
        }
    }

    @Test
    void slippageCostsPointsAndRequotesBeyondWhatIsAllowed() {
        try (Puppet puppet = Puppet.in(folder, "set slippage 3")) {
            assertThat(puppet.does("send EURUSD 0 0.1 1.1001 2")).isEqualTo("-1 138");
            assertThat(puppet.does("send EURUSD 0 0.1 1.1001 3")).endsWith(" 0");
            assertThat(puppet.last("OPEN").number("price")).isEqualTo(1.10013);

            puppet.terminal().command("set execution market");
            assertThat(puppet.does("send EURUSD 1 0.1 1.1000 0")).endsWith(" 0");
            assertThat(puppet.last("OPEN").number("price")).isEqualTo(1.09997);
        }
    }

    @Test
    void randomSlippageRepeatsWithItsSeed() {
        String[] first = new String[2];
        for (int run = 0; run < 2; run++) {
            try (Puppet puppet = Puppet.in(
                    folder.resolve("run" + run), "set seed 42", "set randomslippage 9", "set execution market")) {
                for (int i = 0; i < 20; i++) {
                    puppet.does("send EURUSD 0 0.01 1.1001 20");
                }
                first[run] = puppet.terminal().events("OPEN").stream()
                        .map(line -> line.text("price"))
                        .toList()
                        .toString();
            }
        }

        assertThat(first[0]).isEqualTo(first[1]);
        assertThat(first[0].split(",")).hasSize(20).satisfies(prices -> assertThat(
                        java.util.Set.of(prices[0], prices[3], prices[7]))
                .hasSizeGreaterThan(1));
    }

    @Test
    void stopOutClosesTheWorstFirst() {
        try (Puppet puppet = Puppet.in(folder, "set balance 1500", "set stopout 50")) {
            int small = puppet.opens(BUY, 0.2, 0, 0);
            int large = puppet.opens(BUY, 1.0, 0, 0);

            puppet.terminal().tick("EURUSD", 1.0930, 1.0931);

            TerminalLine close = puppet.terminal().events("CLOSE").get(0);
            assertThat(close.text("why")).isEqualTo("so");
            assertThat(close.whole("ticket")).isEqualTo(large);
            assertThat(puppet.terminal().events("CLOSE")).hasSize(1);
            assertThat(puppet.does("select " + small)).startsWith("true/mine/0.20");
        }
    }

    @Test
    void swapIsBookedAtTheBrokersMidnightAndThreefoldOnWednesday() {
        try (Puppet puppet = Puppet.in(folder, "set zone 7200", "symbol EURUSD swaplong=-2 swapshort=1")) {
            puppet.opens(BUY, 1, 0, 0);

            puppet.terminal().advance(Duration.ofMinutes(10 * 60 - 1));
            assertThat(puppet.terminal().events("SWAP")).isEmpty();
            puppet.terminal().advance(Duration.ofMinutes(2));
            assertThat(puppet.last("SWAP").number("swap")).isEqualTo(-6.0);
            puppet.terminal().advance(Duration.ofDays(1));
            assertThat(puppet.last("SWAP").number("swap")).isEqualTo(-8.0);
            puppet.terminal().advance(Duration.ofDays(3));
            assertThat(puppet.last("SWAP").number("swap"))
                    .as("one for Friday, none for the weekend")
                    .isEqualTo(-10.0);
        }
    }

    @Test
    void pendingOrdersTriggerExpireAndCanBeDeleted() {
        try (Puppet puppet = Puppet.in(folder)) {
            assertThat(puppet.does("send EURUSD 2 0.1 1.0990 0 1.0900 1.1100 limit 7"))
                    .endsWith(" 0");
            String stop = puppet.does("send EURUSD 4 0.1 1.1020 0 0 0 stop 7").split(" ")[0];
            puppet.does("send EURUSD 3 0.1 1.1050 0 0 0 gone 7 1795003260");

            puppet.terminal().tick("EURUSD", 1.0989, 1.0990);
            assertThat(puppet.last("TRIGGER").number("price")).isEqualTo(1.0990);
            assertThat(puppet.does("delete " + stop)).isEqualTo("true 0");
            puppet.terminal().advance(Duration.ofMinutes(2));
            assertThat(puppet.last("EXPIRE").text("comment")).isEqualTo("expiration");
            assertThat(puppet.terminal().command("orders")).hasSize(1);
        }
    }

    @Test
    void closeByNetsTwoOppositeOrders() {
        try (Puppet puppet = Puppet.in(folder)) {
            int bought = puppet.opens(BUY, 0.3, 0, 0);
            int sold = puppet.opens(SELL, 0.1, 0, 0);

            assertThat(puppet.does("closeby " + bought + " " + sold)).isEqualTo("true 0");

            assertThat(puppet.terminal().events("CLOSE").get(0).number("profit"))
                    .isEqualTo(-1.0);
            assertThat(puppet.terminal().command("orders"))
                    .singleElement()
                    .satisfies(order -> assertThat(order.number("lots")).isEqualTo(0.2));
        }
    }

    @Test
    void withoutConnectionTheTerminalSeesOldThingsWhileTheBrokerGoesOn() {
        try (Puppet puppet = Puppet.in(folder)) {
            puppet.opens(BUY, 0.1, 1.0950, 1.12);
            puppet.terminal().command("set connected 0");

            puppet.terminal().tick("EURUSD", 1.0940, 1.0941);

            assertThat(puppet.terminal().events("CLOSE")).hasSize(1);
            assertThat(puppet.does("connected")).isEqualTo("false/1 0");
            assertThat(puppet.does("send EURUSD 0 0.1 1.1001 5")).isEqualTo("-1 6");
            puppet.terminal().command("set connected 1");
            assertThat(puppet.does("connected")).isEqualTo("true/0 0");
        }
    }

    @Test
    void contextIsBusyForATime() {
        try (Puppet puppet = Puppet.in(folder)) {
            puppet.terminal().command("set busyfor 500");

            assertThat(puppet.does("busy")).isEqualTo("true 0");
            assertThat(puppet.does("send EURUSD 0 0.1 1.1001 5")).isEqualTo("-1 146");
            puppet.terminal().advance(Duration.ofMillis(501));
            assertThat(puppet.does("busy")).isEqualTo("false 0");
        }
    }

    @Test
    void valuesOtherCurrenciesOverTheirPairs() {
        try (Puppet puppet = Puppet.in(folder)) {
            puppet.terminal().tick("USDJPY", 150.000, 150.010);
            puppet.terminal().tick("EURJPY", 165.000, 165.020);

            assertThat(puppet.does("info USDJPY 16")).as("tick value").startsWith("0.66662");
            assertThat(puppet.does("info EURJPY 32")).as("margin of a lot").startsWith("1100.00");
            assertThat(puppet.does("info USDJPY 12")).startsWith("3.0");
        }
    }

    @Test
    void brokerOutlivesAKilledTerminal() {
        int ticket;
        try (Puppet puppet = Puppet.in(folder)) {
            ticket = puppet.opens(BUY, 0.1, 1.09, 1.12);
            puppet.does("close " + puppet.opens(SELL, 0.1, 0, 0) + " 0.1 1.1001 5");
            puppet.terminal().kill();
        }

        try (Puppet puppet = Puppet.in(folder)) {
            assertThat(puppet.does("select " + ticket)).startsWith("true/mine/0.10/");
            assertThat(puppet.terminal().command("history")).hasSize(1);
            assertThat(puppet.opens(BUY, 0.1, 0, 0)).isGreaterThan(ticket + 1);
        }
    }
}
