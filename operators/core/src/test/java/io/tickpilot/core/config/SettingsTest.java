package io.tickpilot.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void reportsEveryFaultAtOnceAndNamesTheNearestKnownKey() {
        Settings root = Settings.parse("risk:\n  kelly-cap: 1.5\n  kely: 2\nmode: fast\n", Map.of());
        Settings risk = root.section("risk");
        risk.number("kelly-cap", 0.5, 0, 1);
        risk.number("kelly", 0.5, 0, 1);

        assertThatThrownBy(root::check).isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.faults())
                .containsExactly(
                        "risk.kelly-cap: must be in [0, 1]: 1.5",
                        "mode: unknown key: known here: risk",
                        "risk.kely: unknown key: did you mean risk.kelly?"));
    }

    @Test
    void overridesReachSectionsAndListItems() {
        Settings root = Settings.parse(
                "strategies:\n  - name: a\n", Map.of("strategies.0.name", "b", "validation.keep-crossed", "true"));

        assertThat(root.list("strategies").get(0).text("name", "")).isEqualTo("b");
        assertThat(root.section("validation").bool("keep-crossed", false)).isTrue();
        root.check();
    }

    @Test
    void readsDurationsWithUnits() {
        Settings root = Settings.parse("a: 250ms\nb: 1.5s\nc: 2\nd: 0", Map.of());

        assertThat(root.duration("a", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(root.duration("b", Duration.ZERO)).isEqualTo(Duration.ofMillis(1500));
        assertThat(root.duration("d", Duration.ofDays(1))).isZero();
        root.duration("c", Duration.ZERO);
        assertThatThrownBy(root::check).hasMessageContaining("c: must be a number with a unit");
    }

    @Test
    void refusesTextThatIsNoMapping() {
        assertThatThrownBy(() -> Settings.parse("- a\n", Map.of())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Settings.parse("a: [", Map.of())).isInstanceOf(ConfigException.class);
    }

    @Test
    void splitsListsGivenAsOneText() {
        Settings root = Settings.parse("symbols: EURUSD, XAUUSD", Map.of());

        assertThat(root.texts("symbols", List.of())).containsExactly("EURUSD", "XAUUSD");
    }

    @Test
    void leavesWhatAnotherProgramReads() {
        Settings root =
                Settings.parse("bridge:\n  partitions: 64\n  bind: 127.0.0.1\nkafka:\n  bootstrap: a\n", Map.of());
        root.section("bridge").integer("partitions", 64, 1, 64);

        assertThatThrownBy(root::check).hasMessageContaining("bridge.bind").hasMessageContaining("kafka");

        root.section("bridge").leaveRest();
        root.leaveOtherAreas();
        root.check();
    }
}
