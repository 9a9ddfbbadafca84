package io.tickpilot.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @Test
    void whatWasWrittenIsRead() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                pairs.put("key-" + random.nextInt(100), "a=" + random.nextDouble());
            }

            assertThat(Arguments.parse(Arguments.format(pairs)).all()).isEqualTo(pairs);
        }
    }

    @Test
    void readsNumbersTimesAndWhatIsLeftOut() {
        Arguments arguments = Arguments.parse("rate=1.25;at=7;cause=daily-loss");

        assertThat(arguments.number("rate", 0, 2)).isEqualTo(1.25);
        assertThat(arguments.micros("at")).isEqualTo(7);
        assertThat(arguments.text("cause")).isEqualTo("daily-loss");
        assertThat(arguments.number("scale", 0, 1, 0.5)).isEqualTo(0.5);
        assertThat(arguments.micros("until", 3)).isEqualTo(3);
        assertThat(Arguments.parse("").all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|argument must be key=value: a",
                "=1|argument must be key=value: =1",
                "a=1;;b=2|'argument must be key=value: '",
                "a=1;a=2|argument is given twice: a",
            })
    void refusesAnotherForm(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(text))
                .withMessage(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLOCK_ENTRIES|scalp|until=1|argument is missing: id",
                "BLOCK_ENTRIES|scalp|id=a;until=-1|argument must not be negative: until=-1",
                "BLOCK_ENTRIES|scalp|id=a;until=x|argument is not a number of microseconds: until=x",
                "TRIP_BREAKER|scalp|cause=a|target must be account:NAME: scalp",
                "TRIP_BREAKER|strategy:scalp|cooldown=1|argument is missing: cause",
                "KILL|account:|''|target must be account:NAME: account:",
                "SET_LIMITS|account:a|risk-scale=1.5|argument must be in [0.0, 1.0]: risk-scale=1.5",
                "SET_LIMITS|account:a|risk-budget=NaN|argument must be in [0.0, 1.0E15]: risk-budget=NaN",
                "SET_RATE|EUR|rate=0;at=1;account-currency=USD|argument must be in",
                "REDUCE_POSITIONS|*|id=a;fraction=two|argument is not a number: fraction=two",
            })
    void aCommandOfAnotherFormIsNamed(Command.Kind kind, String target, String argument, String why) {
        Command command = new Command("EURUSD", 1, kind, target, argument, "me", "", "cli", 1);

        assertThatIllegalArgumentException().isThrownBy(command::check).withMessageStartingWith(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PAUSE_STRATEGY|scalp|slow",
                "BLOCK_ENTRIES|*|id=flash-move;until=5",
                "UNBLOCK_ENTRIES|*|id=flash-move",
                "TRIP_BREAKER|symbol|cause=daily-loss;cooldown=60000000",
                "RESET_BREAKER|account:paper-1|''",
                "KILL|*|''",
                "SET_LIMITS|account:a|risk-budget=12.5;max-lots=2;max-exposure=1e6;risk-scale=0.5;headroom=-3;until=9",
                "SET_RATE|EUR|rate=1.1;at=1;account-currency=USD",
                "TIGHTEN_STOPS|account:a|id=r-1;atr=0.5",
                "REDUCE_POSITIONS|*|id=r-1;fraction=0.5",
                "CLOSE_POSITIONS|*|id=r-1",
                "REPORT_POSITIONS|*|''",
            })
    void aCommandOfItsKindsFormIsTaken(Command.Kind kind, String target, String argument) {
        new Command("EURUSD", 1, kind, target, argument, "me", "", "cli", 1).check();
    }
}
