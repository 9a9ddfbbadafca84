package io.tickpilot.mql4.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The simulated terminal as a static library, compiled once for each state of its sources and flags and kept in a folder. */
final class Shim {
    private static final String FOLDER = "/io/tickpilot/mql4/shim/";
    private final Path folder;
    private final Build build;

    private Shim(Path folder, Build build) {
        this.folder = folder;
        this.build = build;
    }

    /** The library in {@code cache}, compiled now if it is not there; other processes wait meanwhile. */
    static Shim in(Path cache, Build build) {
        Map<String, String> sources = sources();
        StringBuilder all = new StringBuilder(Compiler.version()).append(build.flags());
        sources.forEach((name, text) -> all.append(name).append(text));
        Path folder = cache.resolve("shim-" + Digest.of(all.toString()));
        Shim shim = new Shim(folder, build);
        try {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(shim.library())) {
                    shim.compile(sources);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated terminal cannot be built in " + cache, e);
        }
        return shim;
    }

    Path headers() {
        return folder;
    }

    Path library() {
        return folder.resolve("libmql4.a");
    }

    /** Stands for sources, flags and compiler in names of what is compiled against it. */
    String key() {
        return folder.getFileName().toString();
    }

    private void compile(Map<String, String> sources) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Files.writeString(folder.resolve(source.getKey()), source.getValue());
        }
        List<Callable<Path>> tasks = new ArrayList<>();
        for (String name : sources.keySet()) {
            if (name.endsWith(".cpp")) {
                tasks.add(() -> object(name));
            }
        }
        List<Path> objects = inParallel(tasks);
        Path fresh = folder.resolve("libmql4.new.a");
        Compiler.Outcome outcome = Compiler.archive(fresh, objects);
        if (!outcome.succeeded()) {
            throw new IllegalStateException("shim library cannot be written: " + outcome.output());
        }
        Files.move(fresh, library(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path object(String source) {
        Path object = folder.resolve(source.replace(".cpp", ".o"));
        List<String> arguments = new ArrayList<>(build.flags());
        arguments.addAll(
                List.of("-Wall", "-Wextra", "-c", folder.resolve(source).toString(), "-o", object.toString()));
        Compiler.Outcome outcome = Compiler.run(arguments);
        if (!outcome.succeeded()) {
            throw new IllegalStateException("shim does not compile: " + outcome.output());
        }
        return object;
    }

    private static List<Path> inParallel(List<Callable<Path>> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Path> results = new ArrayList<>();
            for (Future<Path> each : pool.invokeAll(tasks)) {
                results.add(each.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("building the shim was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    /** Names in {@code index.txt}, in its order, with their text. */
    static Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        resource("index.txt").lines().forEach(name -> sources.put(name, resource(name)));
        return sources;
    }

    private static String resource(String name) {
        try (InputStream in = Shim.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource cannot be read: " + name, e);
        }
    }
}
