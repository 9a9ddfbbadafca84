package io.tickpilot.embedded;

import io.tickpilot.core.config.ConfigException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * A PostgreSQL server of this process's own, on the loopback interface, with one database. Its data outlives it. When
 * the user is root, whom PostgreSQL refuses, the binaries run in a user namespace of their own where the system allows
 * that.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String DATABASE = "tickpilot";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final EmbeddedPostgres server;
    private final FolderLock lock;

    private EmbeddedDatabase(EmbeddedPostgres server, FolderLock lock) {
        this.server = server;
        this.lock = lock;
    }

    /**
     * Starts the server; the first time takes about 3 seconds, later ones less than one. A server that a killed process
     * left behind over the same folder is stopped first.
     *
     * @param folder for its data, created when absent
     * @param preferredPort the next free one is used when it is taken, any when 0
     * @throws ConfigException when the folder is in use or cannot be written, or the server refuses to start
     */
    public static EmbeddedDatabase start(Path folder, int preferredPort) {
        Configurator.setLevel("io.zonky.test.db.postgres", Level.ERROR);
        FolderLock lock = FolderLock.of(folder);
        Path data = folder.resolve("data").toAbsolutePath();
        int port = Ports.free(preferredPort);
        try {
            stopLeftover(data);
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(binaries().toFile())
                    .setPort(port)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setPGStartupWait(START_LIMIT)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            createDatabase(server);
            return new EmbeddedDatabase(server, lock);
        } catch (IOException | SQLException | IllegalStateException e) {
            ConfigException refused =
                    new ConfigException("database: the embedded PostgreSQL does not start in " + folder + hint());
            refused.initCause(e);
            closeAfter(lock, refused);
            throw refused;
        }
    }

    /** Unpacked once per user; another user's copy might not be readable. */
    private static Path binaries() throws IOException {
        Path folder = Path.of(
                System.getProperty("java.io.tmpdir"), "tickpilot-postgres-" + System.getProperty("user.name", "user"));
        return Files.createDirectories(folder);
    }

    private static String hint() {
        return "root".equals(System.getProperty("user.name"))
                ? ": it refuses root where user namespaces are not allowed: start as another user or set database.url"
                : ": set database.url to use a server of your own";
    }

    /** The first line of postmaster.pid is the server's pid; the data folder is on its command line. */
    private static void stopLeftover(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
        if (pid.matches("\\d{1,18}")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                    .ifPresent(EmbeddedDatabase::stop);
        }
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit()
                    .completeOnTimeout(process, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("leftover server could not be watched: pid=" + process.pid(), e);
        }
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }

    private static void createDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(server, "postgres"), USER, "");
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                try (Statement create = connection.createStatement()) {
                    create.execute("create database " + DATABASE);
                }
            }
        }
    }

    /** Complete but for the user. */
    public String jdbcUrl() {
        return url(server, DATABASE);
    }

    public String user() {
        return USER;
    }

    /** Connections from this machine are trusted; drivers still want a text. */
    public String password() {
        return USER;
    }

    public int port() {
        return server.getPort();
    }

    private static String url(EmbeddedPostgres server, String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    @Override
    public void close() {
        try (lock) {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAfter(FolderLock lock, Exception cause) {
        try {
            lock.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
