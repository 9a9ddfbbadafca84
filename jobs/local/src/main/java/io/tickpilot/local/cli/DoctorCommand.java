package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.regime.RegimeModel;
import io.tickpilot.local.Home;
import io.tickpilot.records.ResourceFiles;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything a run needs and says, line by line, what is missing and what to do. */
@Command(
        name = "doctor",
        description = "Checks this machine, the configuration and the models.",
        mixinStandardHelpOptions = true,
        footer = "%nExit code 3 when a check does not hold.%nExample: ./tickpilot doctor --json")
final class DoctorCommand implements Callable<Integer> {
    private static final long NEEDED_DISK_BYTES = 2L << 30;
    private static final Map<String, Integer> PORTS = ports();

    @Mixin
    private ConfigOptions config;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    /** What was looked at, how it is, and what to do about it when it does not hold. */
    record Finding(String check, State state, String detail) {}

    enum State {
        OK,
        WARNING,
        FAILED
    }

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() {
        machine();
        folders();
        configuration();
        ports(PORTS);
        boolean healthy = findings.stream().noneMatch(f -> f.state() == State.FAILED);
        if (json) {
            System.out.println(Json.line(Map.of("healthy", healthy, "findings", findings)));
        } else {
            findings.forEach(f -> System.out.printf("%-8s %-22s %s%n", mark(f.state()), f.check(), f.detail()));
            System.out.println(healthy ? "All that must hold holds." : "Some checks do not hold.");
        }
        return healthy ? Failures.DONE : Failures.CHECK_FAILED;
    }

    private void machine() {
        Runtime runtime = Runtime.getRuntime();
        add("java", State.OK, System.getProperty("java.vm.name") + " " + Runtime.version());
        add(
                "processors",
                runtime.availableProcessors() >= 2 ? State.OK : State.WARNING,
                runtime.availableProcessors()
                        + (runtime.availableProcessors() >= 2
                                ? ""
                                : ": the hot thread will share its core with everything else"));
        long heap = runtime.maxMemory() >> 20;
        add(
                "heap",
                heap >= 1500 ? State.OK : State.WARNING,
                heap + " MiB" + (heap >= 1500 ? "" : ": set TICKPILOT_HEAP=3g"));
        String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        boolean trains = os.equals("Linux amd64");
        add(
                "native libraries",
                trains ? State.OK : State.WARNING,
                os + (trains ? "" : ": training needs Linux on x86-64; the rest runs"));
    }

    private void folders() {
        Path state = Home.state();
        try {
            Files.createDirectories(state);
            Path probe = Files.createTempFile(state, "doctor", ".tmp");
            Files.delete(probe);
            long free = Files.getFileStore(state).getUsableSpace();
            boolean enough = free >= NEEDED_DISK_BYTES;
            add(
                    "disk",
                    enough ? State.OK : State.FAILED,
                    (free >> 20) + " MiB free in " + state + (enough ? "" : ": 2 GiB are needed"));
        } catch (java.io.IOException e) {
            add("disk", State.FAILED, "cannot write to " + state + ": give this user write permission");
        }
    }

    private void configuration() {
        try {
            Configuration loaded = Configuration.load(config);
            add(
                    "configuration",
                    State.OK,
                    loaded.engine().strategies().size() + " strategies, mode "
                            + loaded.engine().mode());
            loaded.models().forEach(this::model);
            resources(loaded.resources());
        } catch (RuntimeException e) {
            String.valueOf(e.getMessage()).lines().forEach(line -> add("configuration", State.FAILED, line));
        }
    }

    private void model(String agent, Path folder) {
        try (io.tickpilot.core.agent.AgentModel model = io.tickpilot.onnx.OnnxModels.open(folder)) {
            add("model " + agent, State.OK, "version " + model.version() + ", hash and schema verified");
        } catch (RuntimeException e) {
            add("model " + agent, State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void resources(ResourceFiles files) {
        try {
            Resources resources = files.read(Home::resolve);
            RegimeModel regime = resources.regime();
            add(
                    "regime",
                    State.OK,
                    regime == null
                            ? "off"
                            : "model " + regime.name() + ", hash verified: "
                                    + regime.states().size() + " states over " + regime.timeframe() + " bars");
            add("calendar", State.OK, resources.calendar().events().size() + " events");
        } catch (ConfigException e) {
            e.faults().forEach(fault -> add("resources", State.FAILED, fault));
        }
    }

    private void ports(Map<String, Integer> wanted) {
        wanted.forEach((name, port) -> {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                add(
                        "port " + port,
                        State.OK,
                        "free for " + name + " on " + socket.getInetAddress().getHostAddress());
            } catch (java.io.IOException e) {
                add("port " + port, State.WARNING, "taken: " + name + " will use the next free one");
            }
        });
    }

    private void add(String check, State state, String detail) {
        findings.add(new Finding(check, state, detail));
    }

    private static String mark(State state) {
        return switch (state) {
            case OK -> "ok";
            case WARNING -> "warning";
            case FAILED -> "FAILED";
        };
    }

    private static Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("bridge signals", 5555);
        ports.put("bridge control", 5556);
        ports.put("fast copy", 5558);
        ports.put("signals from Flink", 5559);
        ports.put("Flink UI", 8081);
        ports.put("metrics", 9249);
        ports.put("Kafka", 9092);
        ports.put("PostgreSQL", 5432);
        return ports;
    }
}
