package io.tickpilot.bridge.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickpilot.bridge.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsIssuedIsKnownAndComesBackFromItsFile() throws Exception {
        KeyFolder keys = new KeyFolder(folder);

        KeyFolder.Issued issued = keys.issue(KeyHolder.of("mt4-1", "terminal"));

        assertThat(KeyFolder.readClient(issued.secret())).isEqualTo(issued.keys());
        assertThat(keys.server().publicKey()).isEqualTo(issued.keys().serverKey());
        assertThat(keys.holders((file, why) -> {}))
                .isEqualTo(Map.of(issued.keys().own().publicKey(), new KeyHolder("mt4-1", Role.TERMINAL, false)));
    }

    @Test
    void secretsAreForTheirOwnerOnlyAndNowhereElse() throws Exception {
        KeyFolder keys = new KeyFolder(folder);
        KeyFolder.Issued issued = keys.issue(KeyHolder.of("job", "job"));

        for (Path secret : List.of(issued.secret(), folder.resolve("bridge.key_secret"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }
        String secretKey = issued.keys().own().secretKey();
        assertThat(Files.readString(issued.published())).doesNotContain(secretKey);
        assertThat(Files.readString(folder.resolve("bridge.key")))
                .doesNotContain(keys.server().secretKey());
        assertThat(issued.toString()).doesNotContain(secretKey);
    }

    @Test
    void aClientsKeysAreNeverOverwrittenNorTheBridges() throws Exception {
        KeyFolder keys = new KeyFolder(folder);
        keys.issue(KeyHolder.of("a", "viewer"));
        KeyPair server = keys.server();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.issue(KeyHolder.of("a", "operator")))
                .withMessage("client has keys already: a");
        keys.issue(KeyHolder.of("b", "viewer"));

        assertThat(keys.server()).isEqualTo(server);
        assertThat(keys.holders((file, why) -> {})).hasSize(2);
    }

    @Test
    void namesThatAreNoFilesAndRolesThatNobodyHasAreRefused() {
        for (String name : List.of("", "../a", "a/b", ".a", "a b", "ä", "x".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> KeyHolder.of(name, "viewer"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyHolder.of("a", "root"))
                .withMessage("role must be viewer, terminal, operator or job: root");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFolder(folder).issue(KeyHolder.of("bridge", "viewer")));
    }

    @Test
    void aDamagedFileLetsNobodyInAndTheOthersStay() throws Exception {
        KeyFolder keys = new KeyFolder(folder);
        KeyFolder.Issued good = keys.issue(KeyHolder.of("good", "terminal"));
        Path clients = good.published().getParent();
        Files.writeString(clients.resolve("empty.key"), "");
        Files.writeString(clients.resolve("nobody.key"), "name = \"n\"\nrole = \"terminal\"\npublic-key = \"short\"\n");
        Files.copy(good.published(), clients.resolve("twice.key"));
        Files.write(clients.resolve("binary.key"), new byte[] {-1, -2, -3});
        List<Path> faults = new ArrayList<>();

        Map<String, KeyHolder> holders = keys.holders((file, why) -> faults.add(file.getFileName()));

        assertThat(holders).containsOnlyKeys(good.keys().own().publicKey());
        assertThat(faults)
                .containsExactlyInAnyOrder(
                        Path.of("empty.key"), Path.of("nobody.key"), Path.of("twice.key"), Path.of("binary.key"));
    }
}
