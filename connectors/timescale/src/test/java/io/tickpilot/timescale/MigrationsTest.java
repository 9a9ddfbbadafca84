package io.tickpilot.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.embedded.EmbeddedDatabase;
import io.tickpilot.embedded.Ports;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

    @TempDir
    Path folder;

    @Test
    void runOnPlainPostgresAndASecondTimeDoNothing() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
            Migrations.Result first = Migrations.run(database.jdbcUrl(), database.user(), database.password());
            Migrations.Result second = Migrations.run(database.jdbcUrl(), database.user(), database.password());

            assertThat(first).isEqualTo(new Migrations.Result(3, false));
            assertThat(second).isEqualTo(new Migrations.Result(0, false));
            assertThatThrownBy(() -> Migrations.run(
                            database.jdbcUrl().replace("/tickpilot", "/absent"), database.user(), database.password()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("database \"absent\" does not exist")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aWrongUrlIsOneClearLineWithoutSecrets() {
        int nobody = Ports.free(0);

        assertThatThrownBy(() -> Migrations.run("jdbc:mysql://u:secret@db/x?password=secret", "u", "secret"))
                .hasMessage("database.url: must start with jdbc:postgresql:: jdbc:mysql://db/x");
        assertThatThrownBy(() ->
                        Migrations.run("jdbc:postgresql://127.0.0.1:" + nobody + "/x?password=secret", "u", "secret"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("database: cannot connect: jdbc:postgresql://127.0.0.1:" + nobody + "/x: ")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("\n");
    }

    @Test
    void settingsNameTheDatabaseAndHideThePassword() {
        Settings root =
                Settings.parse("database:\n  url: jdbc:postgresql://db/t\n  user: u\n  password: p4ss\n", Map.of());
        DatabaseSettings settings = DatabaseSettings.from(root);

        root.check();
        assertThat(settings).isEqualTo(new DatabaseSettings("jdbc:postgresql://db/t", "u", "p4ss"));
        assertThat(settings.isEmbedded()).isFalse();
        assertThat(settings).asString().isEqualTo("jdbc:postgresql://db/t as u");
        assertThat(DatabaseSettings.from(Settings.parse("", Map.of())).isEmbedded())
                .isTrue();
    }

    @Test
    void settingsRefuseAnotherKindOfUrl() {
        Settings root = Settings.parse("database:\n  url: mysql://db\n", Map.of());
        DatabaseSettings.from(root);

        assertThatThrownBy(root::check).hasMessage("database.url: must start with jdbc:postgresql:: mysql://db");
    }
}
