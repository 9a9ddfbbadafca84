package io.tickpilot.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Decision.Outcome;
import java.lang.reflect.RecordComponent;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionDigestTest {
    private static final Set<String> PLACE = Set.of("partition", "epoch", "sequence");

    private static final Plan PLAN = new Plan(1, 2, 3, 4, 5, 6, List.of(new Plan.Exit(7, 0.5, true)));
    private static final Decision DECISION = new Decision(
            "s",
            "EURUSD",
            "bar:M1:60",
            1,
            2,
            3,
            4,
            5,
            1.1,
            1.2,
            0.001,
            77,
            List.of(new Vote("technical", "v1", 0.1f, 0.2f, 0.7f, 1, "")),
            0.1,
            0.2,
            0.7,
            Direction.BUY,
            0.7,
            Outcome.SENT,
            List.of(new Rejection("spread", 2, 1)),
            "id",
            PLAN);

    private final DecisionDigest digest = new DecisionDigest();

    @ParameterizedTest
    @MethodSource("components")
    void everyFieldCountsButThePlaceInTheLog(String name) throws ReflectiveOperationException {
        byte[] changed = digest.bytesOf(changed(DECISION, name));

        assertThat(Arrays.equals(changed, digest.bytesOf(DECISION))).isEqualTo(PLACE.contains(name));
    }

    static List<String> components() {
        return Arrays.stream(Decision.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void chainsBySha256OfTheHashBeforeAndTheBytes() throws Exception {
        byte[] first = digest.next(DecisionDigest.start(), DECISION);
        byte[] second = digest.next(first, DECISION);

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(new byte[32]);
        assertThat(first).isEqualTo(sha256.digest(digest.bytesOf(DECISION)));
        sha256.update(first);
        assertThat(second).isEqualTo(sha256.digest(digest.bytesOf(DECISION)));
    }

    @Test
    void furtherNumbersAndAgeOfAVoteCount() {
        Vote plain = DECISION.votes().get(0);
        byte[] usual = digest.bytesOf(DECISION);

        byte[] aged = digest.bytesOf(voting(new Vote("technical", "v1", 0.1f, 0.2f, 0.7f, 1, "", List.of(), 5)));
        byte[] more = digest.bytesOf(voting(new Vote("technical", "v1", 0.1f, 0.2f, 0.7f, 1, "", List.of(2f), 0)));

        assertThat(digest.bytesOf(voting(plain))).isEqualTo(usual);
        assertThat(aged).isNotEqualTo(usual).isNotEqualTo(more);
        assertThat(more).isNotEqualTo(usual);
    }

    private static Decision voting(Vote vote) {
        Decision d = DECISION;
        return new Decision(
                d.strategy(),
                d.symbol(),
                d.origin(),
                d.partition(),
                d.epoch(),
                d.sequence(),
                d.logTimeMicros(),
                d.eventTimeMicros(),
                d.bid(),
                d.ask(),
                d.atr(),
                d.featuresHash(),
                List.of(vote),
                d.sell(),
                d.hold(),
                d.buy(),
                d.direction(),
                d.confidence(),
                d.outcome(),
                d.rejections(),
                d.signalId(),
                d.plan());
    }

    @Test
    void hashesSymbolsInTheirOwnOrder() throws Exception {
        byte[] a = {1, 2};
        byte[] b = {3};

        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(new byte[] {1, 2, 3}));
        assertThat(DecisionDigest.ofSymbols(Map.of("B", b, "A", a))).isEqualTo(expected);
    }

    @Test
    void writesTheSameBytesInEveryRelease() {
        // reckoned from the layout by a program of another language (struct and hashlib of Python)
        assertThat(HexFormat.of().formatHex(digest.next(DecisionDigest.start(), DECISION)))
                .isEqualTo("b4d991510f59517d5664a6a05d0d29ff1333a12319228ffc30d00e282362457e");
    }

    private static Decision changed(Decision decision, String name) throws ReflectiveOperationException {
        RecordComponent[] components = Decision.class.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = components[i].getAccessor().invoke(decision);
            if (components[i].getName().equals(name)) {
                values[i] = other(name, values[i]);
            }
        }
        return Decision.class.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object other(String name, Object value) {
        if (value instanceof String text) {
            return text + "!";
        } else if (value instanceof Integer number) {
            return number + 1;
        } else if (value instanceof Long number) {
            return number + 1;
        } else if (value instanceof Double number) {
            return Math.nextUp(number);
        } else if (value instanceof Direction) {
            return Direction.HOLD;
        } else if (value instanceof Outcome) {
            return Outcome.REJECTED;
        } else if (value instanceof List) {
            return List.of();
        } else if (value instanceof Plan) {
            return null;
        }
        throw new IllegalStateException("no other value known: " + name);
    }
}
