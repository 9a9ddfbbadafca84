package io.tickpilot.local.cluster;

import io.tickpilot.core.config.ConfigException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The jars of a cluster's processes: Flink, its libraries and its logging, picked by name from a class path that holds
 * everything. Connectors to the outside and all that is Tickpilot's own come in a job's jar instead.
 */
final class FlinkJars {
    private static final List<String> WANTED = List.of(
            "flink-",
            "RoaringBitmap-",
            "async-profiler-",
            "commons-cli-",
            "commons-collections-",
            "commons-compress-",
            "commons-io-",
            "commons-lang3-",
            "commons-math3-",
            "commons-text-",
            "javassist-",
            "jsr305-",
            "kryo-",
            "log4j-",
            "lz4-java-",
            "minlog-",
            "objenesis-",
            "reflectasm-",
            "slf4j-api-",
            "snakeyaml-engine-",
            "snappy-java-");
    private static final List<String> UNWANTED =
            List.of("flink-connector-kafka", "flink-connector-jdbc", "flink-connector-zeromq", "flink-test-");

    private FlinkJars() {}

    /** @throws ConfigException when there is no Flink on it */
    static String classPath(String everything) {
        List<String> jars = new ArrayList<>();
        boolean hasFlink = false;
        for (String entry : everything.split(File.pathSeparator)) {
            Path name = Path.of(entry).getFileName();
            if (name != null && isWanted(name.toString())) {
                jars.add(Path.of(entry).toAbsolutePath().toString());
                hasFlink |= name.toString().startsWith("flink-runtime-");
            }
        }
        if (!hasFlink) {
            throw new ConfigException("cluster: no Flink on the class path: start it with ./tickpilot");
        }
        return String.join(File.pathSeparator, jars);
    }

    private static boolean isWanted(String name) {
        return name.endsWith(".jar")
                && WANTED.stream().anyMatch(name::startsWith)
                && UNWANTED.stream().noneMatch(name::startsWith);
    }
}
