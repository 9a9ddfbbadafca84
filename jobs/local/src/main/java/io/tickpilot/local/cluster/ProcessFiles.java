package io.tickpilot.local.cluster;

import io.tickpilot.local.cluster.ClusterStatus.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who belongs to the cluster, remembered in files so that a later process can stop them. A pid counts only while its
 * command line carries the cluster's mark: numbers are used again.
 */
final class ProcessFiles {
    static final String JOB_MANAGER = "jobmanager";
    static final String TASK_MANAGER = "taskmanager-";
    private static final String SUFFIX = ".pid";

    private final Path folder;
    private final String mark;

    /** @param mark a text on the command line of this cluster's processes only */
    ProcessFiles(Path folder, String mark) {
        this.folder = folder;
        this.mark = mark;
    }

    void add(String name, long pid) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + SUFFIX), pid + "\n");
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The job manager first, task managers by number. */
    List<Member> members() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Member> members = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                String pid = Files.readString(file).strip();
                if (name.endsWith(SUFFIX) && pid.matches("\\d{1,18}")) {
                    long number = Long.parseLong(pid);
                    members.add(new Member(
                            name.substring(0, name.length() - SUFFIX.length()),
                            number,
                            process(number).isPresent()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        members.sort(Comparator.comparingInt(ProcessFiles::number));
        return members;
    }

    /** The process when it is alive and of this cluster. */
    Optional<ProcessHandle> process(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains(mark));
    }

    /** Number of a task manager, 0 of the job manager. */
    static int number(Member member) {
        String digits = member.name().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
