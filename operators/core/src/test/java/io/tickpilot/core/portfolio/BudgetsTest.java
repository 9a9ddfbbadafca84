package io.tickpilot.core.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.Arguments;
import io.tickpilot.core.portfolio.Budgets.Room;
import io.tickpilot.core.risk.Allowance;
import io.tickpilot.core.risk.EntryAllowance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetsTest {
    private static final List<String> SYMBOLS = List.of("A", "B", "C", "D");

    @Test
    void sharesTheRoomEquallyAndGivesTheRestOfOrdersRound() {
        Budgets budgets = new Budgets(0);

        SortedMap<String, Allowance> first = budgets.issue(0, new Room(1_000, 2, 5), all(0), all(10));
        SortedMap<String, Allowance> second = budgets.issue(10, new Room(1_000, 2, 5), all(0), all(20));

        assertThat(first.values()).extracting(Allowance::risk).containsOnly(250.0);
        assertThat(first.values()).extracting(Allowance::lots).containsOnly(0.5);
        assertThat(first.values()).extracting(Allowance::orders).containsExactly(2, 1, 1, 1);
        assertThat(second.values()).extracting(Allowance::orders).containsExactly(1, 2, 1, 1);
    }

    @Test
    void roomOfASilentSymbolIsNotGivenAwayBeforeItsAllowanceHasRunOut() {
        Budgets budgets = new Budgets(5);
        budgets.issue(0, new Room(1_000, 9, 9), all(0), all(10));
        TreeMap<String, Long> onlyA = new TreeMap<>();
        onlyA.put("A", 22L);

        assertThat(budgets.issue(12, new Room(1_000, 9, 9), all(0), onlyA)
                        .get("A")
                        .risk())
                .isEqualTo(250);
        assertThat(budgets.issue(15, new Room(1_000, 9, 9), all(0), onlyA)
                        .get("A")
                        .risk())
                .isEqualTo(1_000);
    }

    @Test
    void whatASymbolSpentIsGoneFromItsFormerAllowance() {
        Budgets budgets = new Budgets(0);
        budgets.issue(0, new Room(1_000, 9, 9), all(0), all(10));

        budgets.sent("B", 3, 200, 1);

        assertThat(budgets.outstandingRisk(4)).isEqualTo(800);
        assertThat(budgets.outstandingRisk(10)).isZero();
    }

    @Test
    void withoutRoomOrWithoutLimitNothingIsMadeUp() {
        Budgets budgets = new Budgets(0);

        assertThat(budgets.issue(0, Room.NONE, all(0), all(10)).values())
                .extracting(Allowance::risk)
                .containsOnly(0.0);
        Allowance open = budgets.issue(0, Room.UNLIMITED, all(0), all(10)).get("C");
        assertThat(open.risk()).isInfinite();
        assertThat(open.orders()).isEqualTo(Integer.MAX_VALUE);
        assertThat(budgets.issue(0, Room.NONE, all(0), new TreeMap<>()).get("A").untilMicros())
                .isZero();
    }

    @Test
    void anAllowanceCountsWhatWasSentAfterTheMomentItKnows() {
        EntryAllowance entries = new EntryAllowance();
        assertThat(entries.leftRisk()).as("no limits").isInfinite();
        assertThat(entries.hasOrders()).isTrue();
        entries.sent(5, 60, 1);
        entries.sent(7, 30, 1);

        entries.set(new Allowance(5, 100, 100, 3, 3));

        assertThat(entries.leftRisk()).isEqualTo(70);
        assertThat(entries.leftLots()).isEqualTo(2);
        entries.sent(8, 1, 0.1);
        assertThat(entries.hasOrders()).isTrue();
        entries.sent(8, 90, 0.1);
        assertThat(entries.hasOrders()).isFalse();
        assertThat(entries.leftRisk()).as("never below 0").isZero();
    }

    @Test
    void anAllowanceThatKnowsLessThanIsRememberedAllowsNothing() throws IOException {
        EntryAllowance entries = new EntryAllowance();
        for (int i = 1; i <= 65; i++) {
            entries.sent(i, 1, 0);
        }
        entries.set(new Allowance(0, 1_000, 100, 100, 1_000));
        assertThat(entries.hasOrders()).isFalse();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        entries.writeTo(new DataOutputStream(bytes));

        EntryAllowance read =
                EntryAllowance.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(read.hasOrders()).isFalse();
        assertThat(read.leftRisk()).isEqualTo(entries.leftRisk());
        read.set(new Allowance(1, 1_000, 100, 100, 1_000));
        assertThat(read.hasOrders()).isTrue();
        assertThat(read.leftRisk()).isEqualTo(36);
    }

    @Test
    void anAllowanceTravelsInACommand() {
        Allowance allowance = new Allowance(5, 77, 12.25, 0.3, 4);
        TreeMap<String, String> argument = new TreeMap<>();
        allowance.addTo(argument);

        assertThat(Allowance.of(Arguments.parse(Arguments.format(argument)))).isEqualTo(allowance);
        assertThat(Allowance.of(Arguments.parse("")))
                .isEqualTo(new Allowance(
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Integer.MAX_VALUE));
    }

    /**
     * Four symbols spend at once, on allowances that arrive late, in the wrong order or never, and are known to have spent late. All
     * trades lose all they may. What is ever lost must not exceed what there was.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neverMoreIsLostThanThereWas(long seed) throws IOException {
        Random random = new Random(seed);
        double spent = 0;
        for (int round = 0; round < 400; round++) {
            int lag = 1 + random.nextInt(8);
            Budgets budgets = new Budgets(lag);
            TreeMap<String, EntryAllowance> chains = new TreeMap<>();
            SYMBOLS.forEach(symbol -> chains.put(symbol, new EntryAllowance()));
            TreeMap<String, Allowance> inForce = new TreeMap<>();
            List<Mail> arriving = new ArrayList<>();
            List<Order> orders = new ArrayList<>();
            TreeMap<String, Long> seen = all(0);
            double lost = 0;
            int sent = 0;
            for (long now = 1; now < 60; now++) {
                long time = now;
                for (Order order : List.copyOf(orders)) {
                    if (order.known() <= time) {
                        budgets.sent(order.symbol(), order.sent(), order.risk(), 1);
                        orders.remove(order);
                    }
                }
                for (String symbol : SYMBOLS) {
                    long known = orders.stream()
                            .filter(order -> order.symbol().equals(symbol))
                            .mapToLong(order -> order.sent() - 1)
                            .min()
                            .orElse(time - 1);
                    seen.merge(symbol, known, Math::max);
                }
                double unknown = orders.stream().mapToDouble(Order::risk).sum();
                Room room = new Room(Math.max(0, 1_000 - (lost - unknown)), 1e9, 20 - (sent - orders.size()));
                TreeMap<String, Long> until = all(time + 1 + random.nextInt(12));
                until.keySet().removeIf(symbol -> random.nextInt(6) == 0);
                budgets.issue(time, room, seen, until).forEach((symbol, allowance) -> {
                    if (random.nextInt(4) > 0) {
                        arriving.add(new Mail(time + random.nextInt(9), symbol, allowance));
                    }
                });
                for (Mail mail : List.copyOf(arriving)) {
                    if (mail.at() <= time) {
                        chains.get(mail.symbol()).set(mail.allowance());
                        inForce.put(mail.symbol(), mail.allowance());
                        arriving.remove(mail);
                    }
                }
                for (String symbol : SYMBOLS) {
                    EntryAllowance chain = chains.get(symbol);
                    Allowance allowed = inForce.get(symbol);
                    boolean open = allowed != null && time < allowed.untilMicros() && chain.hasOrders();
                    double risk = open ? allowed.risk() * random.nextDouble() * 1.2 : 0;
                    if (risk > 0 && random.nextInt(3) == 0 && risk <= chain.leftRisk()) {
                        chain.sent(time, risk, 1);
                        long known = orders.stream()
                                .filter(order -> order.symbol().equals(symbol))
                                .mapToLong(Order::known)
                                .max()
                                .orElse(time);
                        orders.add(new Order(Math.max(known, time + random.nextInt(lag)), symbol, time, risk));
                        lost += risk;
                        sent++;
                    }
                }
                assertThat(lost).isLessThanOrEqualTo(1_000 * (1 + 1e-9));
                assertThat(sent).isLessThanOrEqualTo(20);
                budgets = now % 5 == 0 ? copy(budgets, lag) : budgets;
            }
            spent += lost;
        }
        assertThat(spent / 400).as("mean of what was spent of 1,000").isGreaterThan(500);
    }

    /** @param known when it is told */
    private record Order(long known, String symbol, long sent, double risk) {}

    private record Mail(long at, String symbol, Allowance allowance) {}

    private static Budgets copy(Budgets budgets, int lag) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        budgets.writeTo(new DataOutputStream(bytes));
        Budgets copy = new Budgets(lag);
        copy.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return copy;
    }

    private static TreeMap<String, Long> all(long value) {
        TreeMap<String, Long> map = new TreeMap<>();
        SYMBOLS.forEach(symbol -> map.put(symbol, value));
        return map;
    }
}
