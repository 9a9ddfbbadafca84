package io.tickpilot.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.signal.Rejection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HaltsTest {
    private static final long SECOND = 1_000_000;
    private static final long NOW = 1_772_445_600_000_000L;

    private final Halts halts = new Halts();

    @Test
    void aKillEndsByTheResumeOfTheSameTargetAlone() {
        assertThat(halts.kill(command(Kind.KILL, "*", ""), NOW)).isTrue();
        assertThat(halts.kill(command(Kind.KILL, "*", ""), NOW + SECOND))
                .as("killed already")
                .isFalse();
        assertThat(halts.kill(command(Kind.KILL, "account:a", ""), NOW)).isTrue();

        assertThat(rejections("s", "", NOW + 2 * SECOND))
                .containsExactly(new Rejection("kill", 2, 0), new Rejection("kill:account:a", 2, 0));
        assertThat(rejections("s", "b", NOW + 2 * SECOND)).containsExactly(new Rejection("kill", 2, 0));

        assertThat(halts.resume(command(Kind.RESUME, "*", ""))).isTrue();
        assertThat(halts.resume(command(Kind.RESUME, "*", ""))).isFalse();
        assertThat(rejections("s", "", NOW)).containsExactly(new Rejection("kill:account:a", 0, 0));
        assertThat(rejections("s", "b", NOW)).isEmpty();
    }

    @Test
    void anAccountsBreakerHoldsThoseThatTradeIt() {
        halts.tripAccount("a", command(Kind.TRIP_BREAKER, "account:a", "cause=daily-loss"), NOW);

        assertThat(rejections("s", "", NOW + SECOND)).containsExactly(new Rejection("breaker:account:a", 1, 0));
        assertThat(rejections("s", "a", NOW + SECOND)).hasSize(1);
        assertThat(rejections("s", "b", NOW + SECOND)).isEmpty();
        assertThat(halts.resetAccount("a")).isTrue();
        assertThat(rejections("s", "", NOW)).isEmpty();
    }

    @Test
    void blocksEntriesUntilTheirTimeOrTheirEnd() {
        halts.block(command(Kind.BLOCK_ENTRIES, "*", "id=news;until=" + (NOW + 10 * SECOND)), NOW);
        halts.block(command(Kind.BLOCK_ENTRIES, "fast", "id=flip-flop"), NOW);

        assertThat(rejections("fast", "", NOW + SECOND))
                .containsExactly(new Rejection("blocked:flip-flop", 1, 0), new Rejection("blocked:news", 1, 10));
        assertThat(rejections("slow", "", NOW + SECOND)).containsExactly(new Rejection("blocked:news", 1, 10));
        assertThat(rejections("slow", "", NOW + 10 * SECOND)).isEmpty();

        assertThat(halts.unblock(command(Kind.UNBLOCK_ENTRIES, "*", "id=flip-flop")))
                .as("of another target")
                .isFalse();
        assertThat(halts.unblock(command(Kind.UNBLOCK_ENTRIES, "fast", "id=flip-flop")))
                .isTrue();
        assertThat(rejections("fast", "", NOW + 10 * SECOND)).isEmpty();
    }

    @Test
    void extendsABlockByTheSameIdAndIsBounded() {
        halts.block(command(Kind.BLOCK_ENTRIES, "*", "id=a;until=" + (NOW + SECOND)), NOW);
        halts.block(command(Kind.BLOCK_ENTRIES, "*", "id=a;until=" + (NOW + 5 * SECOND)), NOW + SECOND);
        assertThat(rejections("s", "", NOW + 4 * SECOND)).hasSize(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        halts.block(command(Kind.BLOCK_ENTRIES, "*", "id=b" + i), NOW);
                    }
                })
                .withMessage("blocks in force already: 1024");
    }

    @Test
    void survivesWriting() throws IOException {
        halts.kill(command(Kind.KILL, "account:a", ""), NOW);
        halts.tripAccount("b", command(Kind.TRIP_BREAKER, "account:b", "cause=margin"), NOW);
        halts.block(command(Kind.BLOCK_ENTRIES, "*", "id=a;until=" + (NOW + SECOND)), NOW);
        halts.block(command(Kind.BLOCK_ENTRIES, "fast", "id=b"), NOW);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        halts.writeTo(new DataOutputStream(bytes));

        Halts read = Halts.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        List<Rejection> rejections = new ArrayList<>();
        read.rejections("fast", "", NOW, rejections);
        assertThat(rejections).isEqualTo(rejections("fast", "", NOW)).hasSize(4);
    }

    private List<Rejection> rejections(String strategy, String account, long now) {
        List<Rejection> rejections = new ArrayList<>();
        halts.rejections(strategy, account, now, rejections);
        return rejections;
    }

    private static Command command(Kind kind, String target, String argument) {
        return new Command("EURUSD", NOW, kind, target, argument, "ann", "because", "cli", 1);
    }
}
