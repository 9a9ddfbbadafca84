package io.tickpilot.bridge.websocket;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.tickpilot.bridge.access.TokenKeys;
import io.tickpilot.core.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the settings only name: keys and passwords, from files or the environment. Faults name the key of the
 * configuration and never what was read.
 */
public final class Secrets {
    static final String JWT_SECRET = "TICKPILOT_JWT_SECRET";
    static final String KEYSTORE_PASSWORD = "TICKPILOT_KEYSTORE_PASSWORD";
    private static final String SECTION = "bridge.websocket.";

    private final Map<String, String> environment;

    public Secrets(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @return empty where no token is wanted
     * @throws ConfigException when a key is missing or of no use
     */
    public Optional<TokenKeys> tokenKeys(WebSocketSettings.Tokens tokens) {
        return switch (tokens.proof()) {
            case NONE -> Optional.empty();
            case HS256 -> Optional.of(secretKey(tokens));
            case RS256 -> Optional.of(rsaKeys(tokens));
        };
    }

    private TokenKeys secretKey(WebSocketSettings.Tokens tokens) {
        String secret = secret(tokens.secretFile(), "jwt-secret-file", JWT_SECRET);
        try {
            return TokenKeys.ofSecret(secret);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(SECTION + "jwt-secret-file: " + e.getMessage());
        }
    }

    private static TokenKeys rsaKeys(WebSocketSettings.Tokens tokens) {
        Path publicKey = path(tokens.publicKey(), "jwt-public-key");
        Path privateKey = tokens.privateKey().isEmpty() ? null : path(tokens.privateKey(), "jwt-private-key");
        try {
            return TokenKeys.ofRsa(publicKey, privateKey);
        } catch (IOException e) {
            throw new ConfigException(SECTION + "jwt-public-key: cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(SECTION + "jwt-public-key: " + e.getMessage());
        }
    }

    /**
     * @return null without TLS
     * @throws ConfigException when the key store cannot be opened
     */
    @Nullable
    SslContext tls(WebSocketSettings.Tls tls) {
        if (!tls.isOn()) {
            return null;
        }
        char[] password = secret(tls.passwordFile(), "tls-password-file", KEYSTORE_PASSWORD)
                .toCharArray();
        Path file = path(tls.keystore(), "tls-keystore");
        try (InputStream in = Files.newInputStream(file)) {
            // Reads JKS too.
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return SslContextBuilder.forServer(keys)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException(SECTION + "tls-keystore: cannot be opened with its password: " + file);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private String secret(String file, String key, String variable) {
        if (file.isEmpty()) {
            String value = environment.get(variable);
            if (value == null || value.isBlank()) {
                throw new ConfigException(SECTION + key + ": is required, or the environment's " + variable);
            }
            return value.strip();
        }
        try {
            return Files.readString(path(file, key)).strip();
        } catch (IOException e) {
            throw new ConfigException(SECTION + key + ": cannot be read: " + file);
        }
    }

    private static Path path(String text, String key) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException(SECTION + key + ": is no path: " + text);
        }
    }
}
