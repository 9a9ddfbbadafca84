package io.tickpilot.mql4.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** g++, called as a process. */
public final class Compiler {
    private static final String COMMAND = "g++";

    private Compiler() {}

    /** What a call printed, and whether it succeeded. */
    record Outcome(boolean succeeded, String output) {}

    /** True when g++ can be called on this machine. */
    public static boolean isPresent() {
        try {
            return run(List.of("--version")).succeeded();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Whether what is compiled here would find this shared library. */
    public static boolean canLoad(String library) {
        try {
            Path folder = Files.createTempDirectory("tickpilot-probe");
            Path source = folder.resolve("probe.cpp");
            Path probe = folder.resolve("probe");
            try {
                Files.writeString(
                        source,
                        "#include <dlfcn.h>\nint main(int, char** words) { return dlopen(words[1], RTLD_NOW) ? 0 : 1; }\n");
                return run(List.of(source.toString(), "-o", probe.toString(), "-ldl"))
                                .succeeded()
                        && call(probe.toString(), List.of(library)).succeeded();
            } finally {
                Files.deleteIfExists(probe);
                Files.deleteIfExists(source);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for a probe", e);
        }
    }

    static String version() {
        return run(List.of("--version")).output().lines().findFirst().orElse("");
    }

    static Outcome run(List<String> arguments) {
        return call(COMMAND, arguments);
    }

    /** Puts objects into a static library. */
    static Outcome archive(Path library, List<Path> objects) {
        List<String> arguments = new ArrayList<>(List.of("rcs", library.toString()));
        objects.forEach(object -> arguments.add(object.toString()));
        return call("ar", arguments);
    }

    private static Outcome call(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor() == 0, output);
        } catch (IOException e) {
            throw new UncheckedIOException(program + " cannot be called", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(program + " was interrupted", e);
        }
    }
}
