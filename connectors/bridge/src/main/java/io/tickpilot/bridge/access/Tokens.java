package io.tickpilot.bridge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** Makes and checks the tokens (JWT, RFC 7519) by which clients prove name and role. Time is an argument. Thread-safe. */
public final class Tokens {
    /** Who made it and for whom; a token made for something else proves nothing here. */
    private static final String ISSUER = "tickpilot";

    private static final String AUDIENCE = "tickpilot-bridge";
    private static final String ROLE = "role";
    /** How far clocks may differ. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private static final int MAX_NAME = 64;

    private final TokenKeys keys;

    public Tokens(TokenKeys keys) {
        this.keys = keys;
    }

    /** @throws IllegalStateException when the private key is not there */
    public String issue(String client, Role role, Duration life, Instant now) {
        if (client.isEmpty() || client.length() > MAX_NAME) {
            throw new IllegalArgumentException("client must have 1 to " + MAX_NAME + " characters: " + client.length());
        }
        JWSSigner signer = keys.signer();
        if (signer == null) {
            throw new IllegalStateException("tokens are signed with the private key, which is not configured");
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(keys.algorithm()).type(JOSEObjectType.JWT).build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(AUDIENCE)
                        .subject(client)
                        .claim(ROLE, role.text())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(life)))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("token cannot be signed", e);
        }
        return token.serialize();
    }

    /** @throws TokenException when it proves nothing now */
    public Client verify(String token, Instant now) throws TokenException {
        JWTClaimsSet claims;
        try {
            SignedJWT signed = SignedJWT.parse(token);
            // Never the algorithm that the token names itself.
            if (!signed.getHeader().getAlgorithm().equals(keys.algorithm())) {
                throw new TokenException("token of another algorithm");
            }
            if (!signed.verify(keys.verifier())) {
                throw new TokenException("token with a wrong signature");
            }
            claims = signed.getJWTClaimsSet();
        } catch (ParseException | JOSEException e) {
            throw new TokenException("token is malformed");
        }
        return client(claims, now);
    }

    private static Client client(JWTClaimsSet claims, Instant now) throws TokenException {
        if (!ISSUER.equals(claims.getIssuer()) || !claims.getAudience().contains(AUDIENCE)) {
            throw new TokenException("token for something else");
        }
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw new TokenException("token without an end");
        }
        Instant until = expires.toInstant().plus(LEEWAY);
        if (!now.isBefore(until)) {
            throw new TokenException("token has expired");
        }
        Date from = claims.getNotBeforeTime();
        if (from != null && now.plus(LEEWAY).isBefore(from.toInstant())) {
            throw new TokenException("token is not valid yet");
        }
        String name = claims.getSubject();
        if (name == null || name.isEmpty() || name.length() > MAX_NAME) {
            throw new TokenException("token without a client");
        }
        Optional<Role> role = claims.getClaim(ROLE) instanceof String text ? Role.of(text) : Optional.empty();
        return new Client(name, role.orElseThrow(() -> new TokenException("token without a known role")), until);
    }
}
