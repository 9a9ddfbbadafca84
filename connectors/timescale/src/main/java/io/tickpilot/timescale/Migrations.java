package io.tickpilot.timescale;

import io.tickpilot.core.config.ConfigException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to the present form of its tables. Any number of runs, also at once, give the same tables. */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String PREFIX = "jdbc:postgresql:";
    private static final String LOCATION = "classpath:io/tickpilot/timescale/migration";

    /**
     * What a run did.
     *
     * @param applied number of migrations that were new to the database
     * @param timescale whether the tables are hypertables
     */
    public record Result(int applied, boolean timescale) {}

    private Migrations() {}

    /**
     * Runs what is missing.
     *
     * @throws ConfigException in one line when the url is wrong, the database cannot be reached or refuses
     */
    public static Result run(String url, String user, String password) {
        if (!url.startsWith(PREFIX)) {
            throw new ConfigException("database.url: must start with " + PREFIX + ": " + withoutSecrets(url));
        }
        boolean timescale = connectOnce(url, user, password);
        try {
            MigrateResult result = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(url, user, password)
                    .locations(LOCATION)
                    .table("tickpilot_migrations")
                    .load()
                    .migrate();
            timescale = timescale || connectOnce(url, user, password);
            LOG.info("database ready: applied={} timescale={}", result.migrationsExecuted, timescale);
            return new Result(result.migrationsExecuted, timescale);
        } catch (FlywayException e) {
            throw refused("migration failed: " + withoutSecrets(url) + ": " + oneLine(e), e);
        }
    }

    /** Whether TimescaleDB is in use. Its own connection first: the driver's message is clearer than Flyway's. */
    private static boolean connectOnce(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select from pg_extension where extname = 'timescaledb'")) {
            return rows.next();
        } catch (SQLException e) {
            throw refused("cannot connect: " + withoutSecrets(url) + ": " + oneLine(e), e);
        }
    }

    private static ConfigException refused(String fault, Exception cause) {
        ConfigException refused = new ConfigException("database: " + fault);
        refused.initCause(cause);
        return refused;
    }

    private static String oneLine(Exception e) {
        String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        return message.length() > 300 ? message.substring(0, 300) + " ..." : message;
    }

    /** The address without its parameters, which may hold a password. */
    static String withoutSecrets(String url) {
        int parameters = url.indexOf('?');
        String address = parameters < 0 ? url : url.substring(0, parameters);
        return address.replaceAll("//[^/@]*@", "//");
    }
}
