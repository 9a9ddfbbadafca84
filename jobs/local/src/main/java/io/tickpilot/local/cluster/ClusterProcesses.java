package io.tickpilot.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.local.cluster.ClusterStatus.JobInfo;
import io.tickpilot.local.cluster.ClusterStatus.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.jspecify.annotations.Nullable;

/**
 * A real Flink cluster on this machine: a job manager and task managers, each a process of its own from the jars of the
 * running program. It outlives the process that started it; any later one finds it again by its files. Only processes
 * that it started itself are ever ended.
 */
public final class ClusterProcesses {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 100;

    private final Path template;
    private final Path folder;
    private final ProcessFiles files;
    private final String mark;

    /**
     * @param template folder with Flink's {@code config.yaml} and {@code log4j2.properties}
     * @param folder for configuration, logs, pids, checkpoints and savepoints
     */
    public ClusterProcesses(Path template, Path folder) {
        this.template = template.toAbsolutePath().normalize();
        this.folder = folder.toAbsolutePath().normalize();
        // The slash at the end keeps a folder from matching one whose name goes on.
        this.mark = "-Dtickpilot.cluster=" + this.folder + "/";
        this.files = new ProcessFiles(this.folder.resolve("pids"), mark);
    }

    /** The cluster of a clone: {@code flink-conf} and {@code .tickpilot/cluster} in it. */
    public static ClusterProcesses at(Path home) {
        return new ClusterProcesses(home.resolve("flink-conf"), home.resolve(".tickpilot/cluster"));
    }

    /**
     * Starts the processes and waits until every task manager has registered; takes 5 to 15 seconds.
     *
     * @throws ConfigException when it runs already or the configuration does not fit
     * @throws ClusterException when a process ends at start; those that live are stopped again
     */
    public ClusterStatus start(ClusterPlan plan) {
        if (plan.taskManagers() < 1 || plan.slots() < 1) {
            throw new ConfigException("cluster: needs at least one task manager with one slot: " + plan);
        }
        if (files.members().stream().anyMatch(Member::alive)) {
            throw new ConfigException("cluster: runs already: " + restUrl());
        }
        String classPath = FlinkJars.classPath(System.getProperty("java.class.path"));
        try {
            files.members().forEach(member -> files.remove(member.name()));
            clear(folder.resolve("tmp"));
            Files.createDirectories(folder.resolve("tmp"));
            Configuration configuration = ClusterConfiguration.write(template, folder, plan);
            Launcher launcher = new Launcher(folder, mark, classPath);
            files.add(
                    ProcessFiles.JOB_MANAGER, launcher.jobManager(configuration).pid());
            for (int i = 1; i <= plan.taskManagers(); i++) {
                startTaskManager(i, launcher, configuration);
            }
            return awaitStart(plan.taskManagers());
        } catch (IOException e) {
            stop();
            throw new ConfigException("cluster: cannot be started in " + folder + ": " + e.getMessage());
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /**
     * Starts one more task manager, in the place of a lost one where there is such a place.
     *
     * @return its pid; it registers a few seconds later
     */
    public long startTaskManager() {
        requireRunning();
        List<Member> members = files.members();
        int number = members.stream()
                .filter(member -> !member.alive())
                .mapToInt(ProcessFiles::number)
                .findFirst()
                .orElse(1
                        + members.stream().mapToInt(ProcessFiles::number).max().orElse(0));
        try {
            Launcher launcher = new Launcher(folder, mark, FlinkJars.classPath(System.getProperty("java.class.path")));
            return startTaskManager(number, launcher, ClusterConfiguration.read(folder));
        } catch (IOException e) {
            throw new ConfigException("cluster: cannot start a task manager in " + folder + ": " + e.getMessage());
        }
    }

    private long startTaskManager(int number, Launcher launcher, Configuration configuration) throws IOException {
        String name = ProcessFiles.TASK_MANAGER + number;
        long pid = launcher.taskManager(name, configuration).pid();
        files.add(name, pid);
        return pid;
    }

    /**
     * Waits until at least that many task managers are registered.
     *
     * @throws ClusterException after 90 seconds
     */
    public ClusterStatus awaitTaskManagers(int expected) {
        int slots = slots(expected);
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            ClusterStatus status = status();
            if (status.taskManagers() >= expected && status.slots() >= slots) {
                return status;
            }
            pause(LOOK_MILLIS);
        }
        throw new ClusterException("cluster did not get " + expected + " task managers within "
                + START_LIMIT.toSeconds() + " s: logs are in " + folder.resolve("logs"));
    }

    private ClusterStatus awaitStart(int expected) {
        int slots = slots(expected);
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            ClusterStatus status = status();
            for (Member member : status.members()) {
                if (!member.alive()) {
                    throw new ClusterException(
                            "cluster did not start: " + member.name() + " ended: " + lastWords(member.name()));
                }
            }
            if (status.taskManagers() >= expected && status.slots() >= slots) {
                return status;
            }
            pause(LOOK_MILLIS);
        }
        throw new ClusterException("cluster did not start within " + START_LIMIT.toSeconds() + " s: logs are in "
                + folder.resolve("logs"));
    }

    /** What runs now; never fails, whatever state the cluster is in. */
    public ClusterStatus status() {
        List<Member> members = files.members();
        if (members.isEmpty()) {
            return ClusterStatus.nothing();
        }
        String url = restUrl();
        try {
            JsonNode overview = new FlinkRest(url).get("/overview");
            List<JobInfo> jobs = new JobSubmitter(url).jobs();
            return new ClusterStatus(
                    url,
                    members,
                    overview.path("taskmanagers").asInt(),
                    overview.path("slots-total").asInt(),
                    overview.path("slots-available").asInt(),
                    jobs);
        } catch (ClusterException e) {
            return new ClusterStatus(url, members, 0, 0, 0, List.of());
        }
    }

    /** Sends jobs to this cluster. */
    public JobSubmitter submitter() {
        requireRunning();
        return new JobSubmitter(restUrl());
    }

    /**
     * Ends all processes, task managers first: kindly, and by force after 10 seconds.
     *
     * @return how many were alive
     */
    public int stop() {
        List<Member> members = new ArrayList<>(files.members());
        members.sort(Comparator.comparingInt(ProcessFiles::number).reversed());
        List<ProcessHandle> ended = new ArrayList<>();
        for (Member member : members) {
            files.process(member.pid()).ifPresent(process -> {
                process.destroy();
                ended.add(process);
            });
        }
        awaitEnd(ended);
        ended.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        members.forEach(member -> files.remove(member.name()));
        clear(folder.resolve("tmp"));
        return ended.size();
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** They register a moment after their task managers. */
    private int slots(int taskManagers) {
        return taskManagers * ClusterConfiguration.read(folder).get(TaskManagerOptions.NUM_TASK_SLOTS);
    }

    private void requireRunning() {
        if (!status().isRunning()) {
            throw new ConfigException("cluster: is not running: start it with cluster start");
        }
    }

    private String restUrl() {
        return ClusterConfiguration.restUrl(ClusterConfiguration.read(folder));
    }

    /** The last line that names an error, from the log or else from the standard output. */
    private String lastWords(String name) {
        String last = "it left no log";
        for (String suffix : List.of(".out", ".log")) {
            Path file = folder.resolve("logs").resolve(name + suffix);
            try (Stream<String> lines = Files.lines(file)) {
                @Nullable
                String error = lines.filter(line -> line.contains("ERROR") || line.contains("rror:"))
                        .reduce((first, second) -> second)
                        .orElse(null);
                last = error == null ? last : error;
            } catch (IOException | UncheckedIOException e) {
                last = "its log cannot be read: " + file;
            }
        }
        return last;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for the cluster");
        }
    }

    private static void clear(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A process that was just ended by force may still write; the next start clears the rest.
            return;
        }
    }
}
