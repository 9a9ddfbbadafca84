package io.tickpilot.bridge.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a client goes when ZeroMQ fails it, and when it comes back.
 *
 * @param address such as {@code wss://bridge.example:5557/}; those of several bridges are separated by commas,
 *     and by semicolons where they lead different symbols
 * @param token shown to the bridge; empty where none is wanted. Never in {@link #toString}
 * @param trust PEM file with the certificates to trust, or their authority's; empty: those that Java trusts
 * @param failAfter without a word over ZeroMQ the WebSocket is taken
 * @param recoverAfter of ZeroMQ answering without such a pause it is taken again
 */
public record WebSocketFallback(String address, String token, String trust, Duration failAfter, Duration recoverAfter) {

    public static WebSocketFallback to(String address) {
        return new WebSocketFallback(address, "", "", Duration.ofSeconds(3), Duration.ofSeconds(10));
    }

    public WebSocketFallback withToken(String other) {
        return new WebSocketFallback(address, other, trust, failAfter, recoverAfter);
    }

    public WebSocketFallback trusting(String pemFile) {
        return new WebSocketFallback(address, token, pemFile, failAfter, recoverAfter);
    }

    public WebSocketFallback switching(Duration away, Duration back) {
        return new WebSocketFallback(address, token, trust, away, back);
    }

    /** One for each share of the symbols. */
    List<WebSocketFallback> shares() {
        return Stream.of(address.split(";"))
                .map(one -> new WebSocketFallback(one, token, trust, failAfter, recoverAfter))
                .toList();
    }

    List<URI> addresses() {
        return List.of(address.split(",")).stream().map(URI::create).toList();
    }

    Optional<String> bearer() {
        return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
    }

    @Override
    public String toString() {
        return "WebSocketFallback[address=" + address + "]";
    }
}
