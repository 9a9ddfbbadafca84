package io.tickpilot.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.embedded.Ports;
import io.tickpilot.local.cluster.ClusterStatus.Member;
import io.tickpilot.local.cluster.JobSubmitter.Submission;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterProcessesTest {
    private static final Path TEMPLATE = Path.of(System.getProperty("tickpilot.home", "../.."), "flink-conf");
    private static final ClusterPlan TWO = ClusterPlan.of(2).withPorts(0, 0).withMemory("1200m");

    @TempDir
    Path folder;

    private ClusterProcesses cluster;

    @BeforeEach
    void name() {
        cluster = new ClusterProcesses(TEMPLATE, folder.resolve("cluster"));
    }

    @AfterEach
    void stop() {
        cluster.stop();
    }

    @Test
    void runsJobsSurvivesAKilledTaskManagerAndStopsFromAnotherProcess() throws Exception {
        ClusterStatus started = cluster.start(TWO);

        assertThat(started.isRunning()).isTrue();
        assertThat(started.taskManagers()).isEqualTo(2);
        assertThat(started.slots()).isEqualTo(4);
        assertThat(started.members()).hasSize(3).allMatch(Member::alive);
        assertThatThrownBy(() -> cluster.start(TWO))
                .isInstanceOf(ConfigException.class)
                .hasMessage("cluster: runs already: " + started.restUrl());

        JobSubmitter submitter = cluster.submitter();
        Path jar = jarOf(folder.resolve("counting.jar"), CountingJob.class, CountingJob.Slow.class);
        String bounded = submitter.submit(Submission.of(jar, CountingJob.class.getName(), List.of("--to", "10")));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> submitter.state(bounded).equals("FINISHED"));

        String endless =
                submitter.submit(new Submission(jar, CountingJob.class.getName(), List.of("--to", "100000000"), 2, ""));
        await().atMost(Duration.ofSeconds(60)).until(() -> submitter.isFullyRunning(endless));
        assertThat(metrics()).contains("flink_jobmanager_");

        // Killed as with -9; two subtasks on two task managers, so the job cannot be unharmed.
        Member victim = started.taskManagerProcesses().get(1);
        ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(30)).until(() -> cluster.status().taskManagers() == 1);
        assertThat(cluster.status().taskManagerProcesses())
                .filteredOn(Member::alive)
                .hasSize(1);
        await().atMost(Duration.ofSeconds(60)).until(() -> submitter.isFullyRunning(endless));

        long replacement = cluster.startTaskManager();
        assertThat(cluster.awaitTaskManagers(2).taskManagerProcesses())
                .extracting(Member::pid)
                .contains(replacement)
                .doesNotContain(victim.pid());

        int before = submitter.completedCheckpoints(endless);
        await().atMost(Duration.ofSeconds(60)).until(() -> submitter.completedCheckpoints(endless) > before);
        String savepoint = submitter.stopWithSavepoint(endless);
        assertThat(Path.of(URI.create(savepoint))).isDirectory();
        String resumed = submitter.submit(
                new Submission(jar, CountingJob.class.getName(), List.of("--to", "100000000"), 1, savepoint));
        await().atMost(Duration.ofSeconds(60)).until(() -> submitter.isFullyRunning(resumed));
        submitter.cancel(resumed);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> submitter.state(resumed).equals("CANCELED"));

        assertThatThrownBy(() -> submitter.submit(Submission.of(jar, CountingJob.class.getName(), List.of())))
                .isInstanceOf(ClusterException.class)
                .hasMessage("Flink refused: usage: --to NUMBER");

        // Whoever knows the folder can stop it.
        ClusterProcesses later = new ClusterProcesses(TEMPLATE, folder.resolve("cluster"));
        List<Long> pids = later.status().members().stream().map(Member::pid).toList();
        assertThat(later.stop()).isEqualTo(3);
        assertThat(pids)
                .noneMatch(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
        assertThat(later.status()).isEqualTo(ClusterStatus.nothing());
        assertThatThrownBy(later::submitter).hasMessage("cluster: is not running: start it with cluster start");
    }

    @Test
    void neverEndsAProcessThatTookOverAPid() throws Exception {
        Path pids = Files.createDirectories(folder.resolve("cluster/pids"));
        Files.writeString(
                pids.resolve("taskmanager-1.pid"), ProcessHandle.current().pid() + "\n");

        assertThat(cluster.stop()).isZero();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void aClusterThatCannotStartSaysWhyInOneLineAndLeavesNothingBehind() {
        assertThatThrownBy(() -> cluster.start(TWO.withMemory("64m")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("task manager memory: ");
        assertThatThrownBy(() -> cluster.start(TWO.withMemory("much")))
                .hasMessage("task manager memory: must be a size such as 2g: much");
        assertThatThrownBy(() -> cluster.start(ClusterPlan.of(0))).isInstanceOf(ConfigException.class);
        assertThat(cluster.status().members()).isEmpty();
    }

    @Test
    void noClusterAndNoJarAreOneClearLine() {
        String nobody = "http://127.0.0.1:" + Ports.free(0);

        assertThatThrownBy(() -> new JobSubmitter(nobody).jobs())
                .isInstanceOf(ClusterException.class)
                .hasMessage("no Flink cluster answers at " + nobody + ": start one with cluster start");
        assertThatThrownBy(() -> new JobSubmitter(nobody).submit(Submission.of(Path.of("absent.jar"), "", List.of())))
                .hasMessage("jar: cannot be read: absent.jar");
    }

    @Test
    void picksFlinkAndLeavesWhatComesWithAJob() {
        String picked = FlinkJars.classPath(String.join(
                java.io.File.pathSeparator,
                "/l/flink-runtime-2.3.0.jar",
                "/l/flink-connector-kafka-5.0.0-2.2.jar",
                "/l/kafka-clients-4.3.1.jar",
                "/l/log4j-core-2.24.3.jar",
                "/l/tickpilot-core.jar",
                "/l/classes"));

        assertThat(picked)
                .isEqualTo("/l/flink-runtime-2.3.0.jar" + java.io.File.pathSeparator + "/l/log4j-core-2.24.3.jar");
        assertThatThrownBy(() -> FlinkJars.classPath("/l/tickpilot-core.jar"))
                .hasMessage("cluster: no Flink on the class path: start it with ./tickpilot");
    }

    private String metrics() throws Exception {
        String ports = ClusterConfiguration.read(folder.resolve("cluster")).getString("metrics.reporter.prom.port", "");
        int first = Integer.parseInt(ports.substring(0, ports.indexOf('-')));
        StringBuilder all = new StringBuilder();
        for (int port = first; port < first + 3; port++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            all.append(HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body());
        }
        return all.toString();
    }

    private static Path jarOf(Path jar, Class<?>... classes) throws Exception {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream content = type.getClassLoader().getResourceAsStream(entry)) {
                    out.write(content.readAllBytes());
                }
                out.closeEntry();
            }
        }
        return jar;
    }
}
