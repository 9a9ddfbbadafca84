package io.tickpilot.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * ONNX Runtime 1.29 copies the command line of its process into a fixed buffer while its library loads: at 3,979 bytes and
 * more, which a long class path reaches, the whole JVM ends with a segmentation fault and no word. Found by bisection on
 * Linux x64; the environment and the contents of an argument file do not count.
 */
public final class CommandLineGuard {
    static final int HIGHEST_BYTES = 3_800;

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private CommandLineGuard() {}

    /** @throws ModelException when loading the library would end this process */
    public static void check() {
        if (Files.isReadable(COMMAND_LINE)) {
            try {
                check(Files.readAllBytes(COMMAND_LINE).length);
            } catch (IOException e) {
                throw new ModelException("command line of this process cannot be read: " + COMMAND_LINE, e);
            }
        }
    }

    static void check(int bytes) {
        if (bytes > HIGHEST_BYTES) {
            throw new ModelException(
                    "command line of this process is too long for ONNX Runtime, give the class path by the"
                            + " environment variable CLASSPATH or an @argument-file: bytes=" + bytes + " highest="
                            + HIGHEST_BYTES);
        }
    }
}
