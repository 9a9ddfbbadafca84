package io.tickpilot.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final Tokens tokens = new Tokens(TokenKeys.ofSecret(SECRET));

    @ParameterizedTest
    @EnumSource
    void aTokenProvesNameAndRole(Role role) throws Exception {
        Client client = tokens.verify(tokens.issue("desk-1", role, Duration.ofDays(30), NOW), NOW);

        assertThat(client.name()).isEqualTo("desk-1");
        assertThat(client.role()).isEqualTo(role);
        assertThat(client.until()).isEqualTo(NOW.plus(Duration.ofDays(30)).plusSeconds(30));
    }

    @Test
    void itProvesNothingAfterItsEnd() throws Exception {
        String token = tokens.issue("desk-1", Role.VIEWER, Duration.ofMinutes(1), NOW);

        tokens.verify(token, NOW.plusSeconds(89));
        assertRefused(token, NOW.plusSeconds(90), "token has expired");
    }

    @Test
    void anotherKeyOrAChangedClaimProvesNothing() {
        String token = tokens.issue("desk-1", Role.VIEWER, Duration.ofDays(1), NOW);
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String raised = parts[0] + "." + encode(claims.replace("viewer", "operator")) + "." + parts[2];
        Tokens other = new Tokens(TokenKeys.ofSecret(SECRET + "x"));

        assertRefused(raised, NOW, "token with a wrong signature");
        assertRefused(other.issue("desk-1", Role.VIEWER, Duration.ofDays(1), NOW), NOW, "token with a wrong signature");
    }

    @Test
    void theTokenDoesNotChooseItsAlgorithm() throws Exception {
        String claims =
                "{\"iss\":\"tickpilot\",\"aud\":\"tickpilot-bridge\",\"sub\":\"x\",\"role\":\"operator\",\"exp\":4000000000}";
        String none = encode("{\"alg\":\"none\"}") + "." + encode(claims) + ".";
        String rsa = encode("{\"alg\":\"RS256\"}") + "." + encode(claims) + "." + encode("x");

        assertRefused(none, NOW, "token is malformed");
        assertRefused(rsa, NOW, "token of another algorithm");
    }

    /** The old trick: the public key, which everyone knows, used as a shared secret. */
    @Test
    void aPublicKeyIsNoSecret(@TempDir Path folder) throws Exception {
        TokenKeys rsa = rsa(folder, 2_048);
        String pem = Files.readString(folder.resolve("public.pem"));
        String forged = new Tokens(TokenKeys.ofSecret(pem)).issue("desk-1", Role.OPERATOR, Duration.ofDays(1), NOW);

        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(() -> new Tokens(rsa).verify(forged, NOW))
                .withMessage("token of another algorithm");
    }

    @Test
    void aTokenForSomethingElseProvesNothing() {
        for (String claims : new String[] {
            "{\"iss\":\"other\",\"aud\":\"tickpilot-bridge\",\"sub\":\"x\",\"role\":\"operator\",\"exp\":4000000000}",
            "{\"iss\":\"tickpilot\",\"aud\":\"shop\",\"sub\":\"x\",\"role\":\"operator\",\"exp\":4000000000}"
        }) {
            assertRefused(signed(claims), NOW, "token for something else");
        }
        String common = "{\"iss\":\"tickpilot\",\"aud\":\"tickpilot-bridge\"";
        assertRefused(signed(common + ",\"sub\":\"x\",\"role\":\"viewer\"}"), NOW, "token without an end");
        assertRefused(
                signed(common + ",\"sub\":\"x\",\"role\":\"king\",\"exp\":4000000000}"),
                NOW,
                "token without a known role");
        assertRefused(signed(common + ",\"role\":\"viewer\",\"exp\":4000000000}"), NOW, "token without a client");
        assertRefused(
                signed(common + ",\"sub\":\"x\",\"role\":\"viewer\",\"nbf\":3000000000,\"exp\":4000000000}"),
                NOW,
                "token is not valid yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "....", "eyJhbGciOiJIUzI1NiJ9.e30.", "eyJhbGciOiJIUzI1NiJ9.W10.eA"})
    void nonsenseProvesNothing(String text) {
        assertThatExceptionOfType(TokenException.class).isThrownBy(() -> tokens.verify(text, NOW));
    }

    @Test
    void rsaSignsWithThePrivateKeyAndChecksWithThePublic(@TempDir Path folder) throws Exception {
        TokenKeys both = rsa(folder, 2_048);
        TokenKeys publicOnly = TokenKeys.ofRsa(folder.resolve("public.pem"), null);
        String token = new Tokens(both).issue("desk-1", Role.TERMINAL, Duration.ofDays(1), NOW);

        assertThat(new Tokens(publicOnly).verify(token, NOW).role()).isEqualTo(Role.TERMINAL);
        assertThatIllegalStateException()
                .isThrownBy(() -> new Tokens(publicOnly).issue("x", Role.VIEWER, Duration.ofDays(1), NOW));
    }

    @Test
    void weakKeysAreRefused(@TempDir Path folder) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenKeys.ofSecret("short"))
                .withMessage("must have at least 32 bytes: 5");
        assertThatIllegalArgumentException().isThrownBy(() -> rsa(folder, 1_024));
    }

    @Test
    void aRoleMayDoWhatItIsFor() {
        assertThat(Role.VIEWER.may(io.tickpilot.wire.proto.ClientMessage.BodyCase.TICKS))
                .isFalse();
        assertThat(Role.VIEWER.may(io.tickpilot.wire.proto.ClientMessage.BodyCase.HEARTBEAT))
                .isTrue();
        assertThat(Role.TERMINAL.may(io.tickpilot.wire.proto.ClientMessage.BodyCase.TRADE_REPORT))
                .isTrue();
        assertThat(Role.TERMINAL.may(io.tickpilot.wire.proto.ClientMessage.BodyCase.COMMAND))
                .isFalse();
        assertThat(Role.OPERATOR.may(io.tickpilot.wire.proto.ClientMessage.BodyCase.COMMAND))
                .isTrue();
    }

    private void assertRefused(String token, Instant now, String why) {
        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(() -> tokens.verify(token, now))
                .withMessage(why);
    }

    /** Signed by hand, with the right secret. */
    private static String signed(String claims) {
        try {
            String content = encode("{\"alg\":\"HS256\"}") + "." + encode(claims);
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + URL.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TokenKeys rsa(Path folder, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        Path publicKey = folder.resolve("public.pem");
        Path privateKey = folder.resolve("private.pem");
        Files.writeString(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        Files.writeString(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        return TokenKeys.ofRsa(publicKey, privateKey);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
