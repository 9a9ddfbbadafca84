package io.tickpilot.bridge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Keys of one algorithm by which tokens are signed and checked. Their text form shows no key. */
public final class TokenKeys {
    private static final int SECRET_BYTES = 32;
    private static final int RSA_BITS = 2_048;

    private final JWSAlgorithm algorithm;
    private final JWSVerifier verifier;
    private final @Nullable JWSSigner signer;

    private TokenKeys(JWSAlgorithm algorithm, JWSVerifier verifier, @Nullable JWSSigner signer) {
        this.algorithm = algorithm;
        this.verifier = verifier;
        this.signer = signer;
    }

    /**
     * HS256: one secret signs and checks.
     *
     * @throws IllegalArgumentException when it is shorter than 32 bytes
     */
    public static TokenKeys ofSecret(String secret) {
        byte[] bytes = secret.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SECRET_BYTES) {
            throw new IllegalArgumentException("must have at least " + SECRET_BYTES + " bytes: " + bytes.length);
        }
        try {
            return new TokenKeys(JWSAlgorithm.HS256, new MACVerifier(bytes), new MACSigner(bytes));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("cannot be used as a secret", e);
        }
    }

    /**
     * RS256: the public key checks, the private key signs.
     *
     * @param publicKey PEM file ({@code BEGIN PUBLIC KEY})
     * @param privateKey PEM file ({@code BEGIN PRIVATE KEY}), or null where no token is made
     * @throws IOException when a file cannot be read
     * @throws IllegalArgumentException when one holds no RSA key of at least 2048 bits
     */
    public static TokenKeys ofRsa(Path publicKey, @Nullable Path privateKey) throws IOException {
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA");
            RSAPublicKey checks =
                    (RSAPublicKey) keys.generatePublic(spec(publicKey, "PUBLIC KEY", X509EncodedKeySpec::new));
            if (checks.getModulus().bitLength() < RSA_BITS) {
                throw new IllegalArgumentException("must have at least " + RSA_BITS + " bits: " + publicKey);
            }
            RSAPrivateKey signs = privateKey == null
                    ? null
                    : (RSAPrivateKey) keys.generatePrivate(spec(privateKey, "PRIVATE KEY", PKCS8EncodedKeySpec::new));
            return new TokenKeys(
                    JWSAlgorithm.RS256, new RSASSAVerifier(checks), signs == null ? null : new RSASSASigner(signs));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("holds no RSA key: " + publicKey, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is missing in this Java", e);
        }
    }

    JWSAlgorithm algorithm() {
        return algorithm;
    }

    JWSVerifier verifier() {
        return verifier;
    }

    /** @return null where only the public key is there */
    @Nullable
    JWSSigner signer() {
        return signer;
    }

    /** What a spec is made of. */
    private interface SpecOf {
        KeySpec of(byte[] der);
    }

    private static KeySpec spec(Path file, String kind, SpecOf spec) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        String begin = "-----BEGIN " + kind + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("must be a PEM file with BEGIN " + kind + ": " + file);
        }
        return spec.of(Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to)));
    }
}
