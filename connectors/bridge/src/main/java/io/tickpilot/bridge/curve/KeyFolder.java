package io.tickpilot.bridge.curve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bridge's folder of keys: {@code bridge.key_secret} with its own pair, {@code bridge.key} with the public half for
 * others, {@code clients/NAME.key} with the public key of each client it lets in. The files are certificates as CZMQ and
 * PyZMQ write and read them. A client's secret is written beside the others and belongs on the client's machine only.
 */
public final class KeyFolder {
    private static final String SERVER = "bridge";
    private static final String PUBLIC = ".key";
    private static final String SECRET = ".key_secret";
    private static final Pattern ENTRY = Pattern.compile("\\s*([a-z-]+)\\s*=\\s*\"([^\"]*)\"\\s*");
    private static final long MOST_BYTES = 65_536;

    private final Path folder;

    public KeyFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * A client's new keys.
     *
     * @param secret file with everything the client needs
     * @param published file by which the bridge knows the client
     */
    public record Issued(ClientKeys keys, Path secret, Path published) {}

    /**
     * Makes a pair for a client, and the bridge's own when there is none yet. The bridge lets the client in within a second.
     *
     * @throws IllegalArgumentException when that client has keys already: delete its file to take them away
     * @throws IOException when a file cannot be read or written
     */
    public Issued issue(KeyHolder holder) throws IOException {
        if (holder.name().equals(SERVER)) {
            throw new IllegalArgumentException("name is the bridge's own: " + SERVER);
        }
        Path published = clients().resolve(holder.name() + PUBLIC);
        Path secret = folder.resolve(holder.name() + SECRET);
        if (Files.exists(published) || Files.exists(secret)) {
            throw new IllegalArgumentException("client has keys already: " + holder.name());
        }
        Files.createDirectories(clients());
        ClientKeys keys = new ClientKeys(ensureServer().publicKey(), KeyPair.generate());
        String about = "metadata\n    name = \"" + holder.name() + "\"\n    role = \"" + holder.roleText() + "\"\n";
        writeSecret(
                secret,
                "#   Secret key of a client of the Tickpilot bridge. For this client alone.\n" + about
                        + curve(keys.own(), true) + "    server-key = \"" + keys.serverKey() + "\"\n");
        Files.writeString(
                published,
                "#   Public key of a client. While this file is here, the Tickpilot bridge lets the client in.\n"
                        + about + curve(keys.own(), false));
        return new Issued(keys, secret, published);
    }

    /** The bridge's pair, made when there is none. */
    public KeyPair ensureServer() throws IOException {
        Path secret = folder.resolve(SERVER + SECRET);
        if (Files.exists(secret)) {
            return server();
        }
        Files.createDirectories(folder);
        KeyPair pair = KeyPair.generate();
        writeSecret(secret, "#   Secret key of the Tickpilot bridge. For the bridge alone.\n" + curve(pair, true));
        Files.writeString(
                folder.resolve(SERVER + PUBLIC),
                "#   Public key of the Tickpilot bridge, for its clients.\n" + curve(pair, false));
        return pair;
    }

    /**
     * @throws IOException when there is none, or it cannot be read
     * @throws IllegalArgumentException when the file holds no pair
     */
    public KeyPair server() throws IOException {
        return pair(entries(folder.resolve(SERVER + SECRET)));
    }

    /**
     * A client's secret file.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it does not hold all three keys
     */
    public static ClientKeys readClient(Path file) throws IOException {
        Map<String, String> entries = entries(file);
        return new ClientKeys(entries.getOrDefault("server-key", ""), pair(entries));
    }

    /**
     * The clients let in, by public key.
     *
     * @param faults told of each file that is of no use, which lets nobody in
     */
    Map<String, KeyHolder> holders(java.util.function.BiConsumer<Path, String> faults) throws IOException {
        Map<String, KeyHolder> holders = new HashMap<>();
        if (!Files.isDirectory(clients())) {
            return holders;
        }
        try (Stream<Path> files = Files.list(clients())) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(PUBLIC)).sorted().toList()) {
                try {
                    Map<String, String> entries = entries(file);
                    String key = entries.getOrDefault("public-key", "");
                    KeyPair.check("public", key);
                    KeyHolder holder = KeyHolder.of(entries.getOrDefault("name", ""), entries.getOrDefault("role", ""));
                    if (holders.putIfAbsent(key, holder) != null) {
                        faults.accept(file, "key is another client's too");
                    }
                } catch (IOException | IllegalArgumentException e) {
                    faults.accept(file, String.valueOf(e.getMessage()));
                }
            }
        }
        return holders;
    }

    private Path clients() {
        return folder.resolve("clients");
    }

    private static KeyPair pair(Map<String, String> entries) {
        return new KeyPair(entries.getOrDefault("public-key", ""), entries.getOrDefault("secret-key", ""));
    }

    private static String curve(KeyPair pair, boolean withSecret) {
        return "curve\n    public-key = \"" + pair.publicKey() + "\"\n"
                + (withSecret ? "    secret-key = \"" + pair.secretKey() + "\"\n" : "");
    }

    private static Map<String, String> entries(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("file is too long for a key: " + file);
        }
        Map<String, String> entries = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                entries.put(entry.group(1), entry.group(2));
            }
        }
        return entries;
    }

    /** Nobody but the owner may read it, from its first byte on. */
    private static void writeSecret(Path file, String text) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, owner);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }
}
