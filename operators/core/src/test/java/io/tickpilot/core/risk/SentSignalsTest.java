package io.tickpilot.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Decision.Outcome;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentSignalsTest {
    private static final long SECOND = 1_000_000L;
    private static final List<String> ACCOUNTS = List.of("a", "b");

    private final List<Signal> all = new ArrayList<>();
    private final List<Set<String>> told = new ArrayList<>();
    private SentSignals sent = new SentSignals();
    private long now = 1_000 * SECOND;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void countsAsAListOfAllSignalsWould(int seed) throws IOException {
        Random random = new Random(seed);
        for (int step = 0; step < 3_000; step++) {
            now += random.nextInt(20) * SECOND;
            if (random.nextInt(3) > 0) {
                send(1 + random.nextInt(600), random.nextInt(2) == 0 ? Side.BUY : Side.SELL, random);
            }
            if (!all.isEmpty()) {
                int one = all.size() - 1 - random.nextInt(Math.min(10, all.size()));
                String account = ACCOUNTS.get(random.nextInt(2));
                sent.told(all.get(one).id(), account, now);
                told.get(one).add(account);
            }
            if (step % 50 == 0) {
                sent = writtenAndRead();
            }
            check();
        }
    }

    private void send(int lifeSeconds, Side side, Random random) {
        Plan plan = new Plan(
                100, 100 - side.sign() * random.nextInt(1, 50), 0, 0, random.nextInt(1, 100) / 100.0, 0, List.of());
        Decision decision = new Decision(
                "s",
                "EURUSD",
                "o",
                0,
                1,
                1,
                now,
                now,
                1,
                1,
                1,
                0,
                List.of(),
                0,
                0,
                1,
                Direction.BUY,
                1,
                Outcome.SENT,
                List.of(),
                "id",
                plan);
        Signal signal = new Signal("id" + all.size(), side, now, now + lifeSeconds * SECOND, plan, true, decision);
        all.add(signal);
        told.add(new HashSet<>());
        sent.add(signal, now);
    }

    private void check() {
        for (String account : ACCOUNTS) {
            BigDecimal lots = BigDecimal.ZERO;
            BigDecimal loss = BigDecimal.ZERO;
            for (int i = 0; i < all.size(); i++) {
                Plan plan = all.get(i).plan();
                if (now <= SentSignals.deadlineMicros(all.get(i))
                        && !told.get(i).contains(account)) {
                    lots = lots.add(new BigDecimal(plan.lots()));
                    loss = loss.add(new BigDecimal(plan.lots() * Math.abs(plan.entry() - plan.stop())));
                }
            }
            assertThat(sent.pendingLots(account, now)).isEqualTo(lots.doubleValue());
            assertThat(sent.pendingLoss(account, now)).isEqualTo(loss.doubleValue());
        }
        for (int i = Math.max(0, all.size() - 20); i < all.size(); i++) {
            if (now < SentSignals.deadlineMicros(all.get(i)) + 600 * SECOND) {
                assertThat(sent.stop(all.get(i).id()))
                        .isEqualTo(all.get(i).plan().stop());
            }
        }
    }

    private SentSignals writtenAndRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sent.writeTo(new DataOutputStream(bytes));
        return SentSignals.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
