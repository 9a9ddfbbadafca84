package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.event.HeldPosition;
import io.tickpilot.core.event.PositionReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.risk.PositionDifference.Kind;
import io.tickpilot.core.risk.Reconciliation.Mode;
import io.tickpilot.core.signal.Rejection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconciliationTest {
    private static final long NOW = 1_772_445_600_000_000L;
    private static final long DAY = 86_400_000_000L;

    private final Reconciliation reconciliation = new Reconciliation();
    private final TreeMap<String, OpenPositions> books =
            new TreeMap<>(Map.of("", new OpenPositions(), "fast", new OpenPositions(), "slow", new OpenPositions()));

    @Test
    void holdsFromTheQuestionToTheAnswerOfEachTerminalThatEverAnswered() {
        assertThat(held(false, "")).as("nobody ever told").isFalse();
        assertThat(held(true, "")).as("live, one must").isTrue();

        reconciliation.told("a", NOW);
        reconciliation.told("b", NOW);
        assertThat(held(false, "") || held(true, "")).isFalse();

        assertThat(reconciliation.ask(account -> true, NOW)).isEqualTo(2);
        assertThat(rejections(false, "")).containsExactly(new Rejection("not-reconciled", 2, 0));
        assertThat(reconciliation.told("a", NOW)).isTrue();
        assertThat(held(false, "")).isTrue();
        assertThat(held(false, "a")).as("who trades only the one that answered").isFalse();
        reconciliation.told("b", NOW);
        assertThat(held(false, "")).isFalse();
        assertThat(reconciliation.told("b", NOW)).as("unasked").isFalse();
        assertThat(held(true, "c")).as("live, and its account never told").isTrue();
    }

    @Test
    void holdsNothingWhereItIsSwitchedOff() {
        reconciliation.told("a", NOW);
        reconciliation.ask(account -> true, NOW);
        List<Rejection> rejections = new ArrayList<>();

        reconciliation.rejections(Mode.OFF, true, "", rejections);

        assertThat(rejections).isEmpty();
    }

    @Test
    void forgetsATerminalThatWasSilentForADayWhenAllAreAsked() {
        reconciliation.told("gone", NOW);
        reconciliation.told("here", NOW);
        reconciliation.heard("here", NOW + DAY);
        reconciliation.heard("unknown", NOW + DAY);

        assertThat(reconciliation.ask(account -> true, NOW + DAY + 1)).isEqualTo(1);
        reconciliation.told("here", NOW + DAY + 2);
        assertThat(held(false, "")).isFalse();
    }

    @Test
    void findsNothingWhereBothAgree() {
        books.get("fast").put(new OpenPosition("a", 1, Side.BUY, 0.5, 1.1, 1.09, "s1", 3, 100));

        assertThat(resolve(new HeldPosition(7, 1, "fast", "s1", Side.BUY, 0.5, 1.1, 1.1, 1.2, NOW)))
                .isEmpty();
        assertThat(books.get("fast").positions())
                .as("the stop is the terminal's, what was realised is kept")
                .containsExactly(new OpenPosition("a", 1, Side.BUY, 0.5, 1.1, 1.1, "s1", 3, 100));
    }

    @Test
    void believesTheTerminalInAllThatDiffers() {
        books.get("fast").put(new OpenPosition("a", 1, Side.BUY, 0.5, 1.1, 1.09, "s1", 0, 100));
        books.get("fast").put(new OpenPosition("a", 2, Side.SELL, 0.3));
        books.get("slow").put(new OpenPosition("b", 1, Side.SELL, 0.3));

        List<PositionDifference> differences = resolve(
                new HeldPosition(8, 2, "fast", "", Side.SELL, 0.2, 1.1, 0, 0, NOW),
                new HeldPosition(9, 0, "slow", "s9", Side.BUY, 0.1, 1.1, 1, 0, NOW),
                new HeldPosition(10, 10, "", "", Side.BUY, 2, 1.1, 0, 0, NOW),
                new HeldPosition(11, 11, "unknown", "", Side.BUY, 3, 1.1, 0, 0, NOW));

        assertThat(differences)
                .containsExactly(
                        new PositionDifference(Kind.CHANGED, "fast", "", 2, Side.SELL, 0.3, 0.2),
                        new PositionDifference(Kind.ADOPTED, "slow", "s9", 9, Side.BUY, 0, 0.1),
                        new PositionDifference(Kind.FOREIGN, "", "", 10, Side.BUY, 0, 2),
                        new PositionDifference(Kind.FOREIGN, "", "", 11, Side.BUY, 0, 3),
                        new PositionDifference(Kind.MISSING, "fast", "s1", 1, Side.BUY, 0.5, 0));
        assertThat(books.get("slow").find("b", 1)).as("of another account").isNotNull();
        assertThat(books.get("").positions()).hasSize(2);
    }

    /** Whatever was thought and whatever is held: afterwards both are the same, and a second report finds nothing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothAgreeAfterwardsWhateverWasBefore(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            books.values().forEach(book -> {
                for (int i = 1; i < 12; i++) {
                    book.remove("a", i);
                }
            });
            for (int i = 1; i < 12; i++) {
                if (random.nextBoolean()) {
                    String strategy = List.of("", "fast", "slow").get(random.nextInt(3));
                    books.get(strategy).put(new OpenPosition("a", i, side(random), lots(random)));
                }
            }
            List<HeldPosition> held = new ArrayList<>();
            for (int i = 1; i < 12; i++) {
                if (random.nextBoolean()) {
                    String strategy = List.of("", "fast", "slow", "other").get(random.nextInt(4));
                    held.add(new HeldPosition(100 + i, i, strategy, "", side(random), lots(random), 1.1, 0, 0, NOW));
                }
            }
            HeldPosition[] all = held.toArray(HeldPosition[]::new);

            resolve(all);

            Map<Long, String> theirs = new TreeMap<>();
            held.forEach(h -> theirs.put(h.originTicket(), h.side() + " " + h.lots()));
            Map<Long, String> ours = new TreeMap<>();
            books.values().forEach(book -> book.positions()
                    .forEach(p -> assertThat(ours.put(p.originTicket(), p.side() + " " + p.lots()))
                            .as("in one book only")
                            .isNull()));
            assertThat(ours).isEqualTo(theirs);
            assertThat(resolve(all)).isEmpty();
        }
    }

    @Test
    void survivesWriting() throws IOException {
        reconciliation.told("a", NOW);
        reconciliation.told("b", NOW);
        reconciliation.ask(account -> account.equals("a"), NOW);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        reconciliation.writeTo(new DataOutputStream(bytes));

        Reconciliation read =
                Reconciliation.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        List<Rejection> rejections = new ArrayList<>();
        read.rejections(Mode.REQUIRED, true, "", rejections);
        assertThat(rejections).containsExactly(new Rejection("not-reconciled", 1, 0));
    }

    private boolean held(boolean live, String account) {
        return !rejections(live, account).isEmpty();
    }

    private List<Rejection> rejections(boolean live, String account) {
        List<Rejection> rejections = new ArrayList<>();
        reconciliation.rejections(Mode.REQUIRED, live, account, rejections);
        return rejections;
    }

    private List<PositionDifference> resolve(HeldPosition... held) {
        return Reconciliation.resolve(new PositionReport("EURUSD", NOW, "a", List.of(held), "t", 1), books);
    }

    private static Side side(Random random) {
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private static double lots(Random random) {
        return (1 + random.nextInt(3)) / 10.0;
    }
}
