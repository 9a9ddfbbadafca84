package io.tickpilot.local.cluster;

import io.tickpilot.core.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** Starts processes of the cluster as Flink's own scripts would, with memory worked out from the configuration. */
final class Launcher {
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");
    private static final Path HANGUP_GUARD = Path.of("/usr/bin/nohup");

    private final Path folder;
    private final String mark;
    private final String classPath;

    /**
     * @param folder of the cluster, with {@code conf} written
     * @param mark put on every command line
     */
    Launcher(Path folder, String mark, String classPath) {
        this.folder = folder;
        this.mark = mark;
        this.classPath = classPath;
    }

    Process jobManager(Configuration configuration) throws IOException {
        try {
            JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
            return start(
                    ProcessFiles.JOB_MANAGER,
                    StandaloneSessionClusterEntrypoint.class,
                    JobManagerProcessUtils.generateJvmParametersStr(memory, configuration),
                    JobManagerProcessUtils.generateDynamicConfigsStr(memory));
        } catch (IllegalConfigurationException e) {
            throw new ConfigException("job manager memory: " + e.getMessage());
        }
    }

    Process taskManager(String name, Configuration configuration) throws IOException {
        try {
            TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
            return start(
                    name,
                    TaskManagerRunner.class,
                    ProcessMemoryUtils.generateJvmParametersStr(memory),
                    TaskExecutorProcessUtils.generateDynamicConfigsStr(memory));
        } catch (IllegalConfigurationException e) {
            throw new ConfigException("task manager memory: " + e.getMessage());
        }
    }

    /** Where a process writes its log; its standard output is beside it, ending in {@code .out}. */
    Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    private Process start(String name, Class<?> main, String jvmArguments, String programArguments) throws IOException {
        Path log = log(name);
        Files.createDirectories(folder.resolve("logs"));
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(HANGUP_GUARD)) {
            // The cluster outlives the terminal it was started from. It becomes the JVM, so the pid stays.
            command.add(HANGUP_GUARD.toString());
        }
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add(mark);
        command.addAll(words(jvmArguments));
        command.add("-XX:+UseG1GC");
        command.add("-Dlog.file=" + log);
        command.add("-Dlog4j.configurationFile="
                + folder.resolve("conf/log4j2.properties").toUri());
        OPENED.forEach(opened -> command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        command.add(main.getName());
        command.add("--configDir");
        command.add(folder.resolve("conf").toString());
        command.addAll(words(programArguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("logs").resolve(name + ".out").toFile());
        // By the environment: the system shows the first 4 kB of a command line, and the mark must be in it.
        builder.environment().put("CLASSPATH", classPath);
        return builder.start();
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s+"));
    }
}
