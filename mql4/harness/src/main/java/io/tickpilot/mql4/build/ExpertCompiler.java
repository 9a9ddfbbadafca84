package io.tickpilot.mql4.build;

import io.tickpilot.mql4.translate.Finding;
import io.tickpilot.mql4.translate.MqlException;
import io.tickpilot.mql4.translate.Place;
import io.tickpilot.mql4.translate.Translator;
import io.tickpilot.mql4.translate.Translator.Translation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From MQL4 source to an executable. */
public final class ExpertCompiler {
    private static final Pattern DIAGNOSTIC =
            Pattern.compile("^(.*\\.mq[4h]):(\\d+):(?:\\d+:)? (?:fatal )?(error|warning): (.*)$", Pattern.MULTILINE);
    private static final List<String> REMARKS = List.of(
            "-Wall",
            "-Wextra",
            "-Wno-unused-parameter",
            "-Wno-missing-field-initializers",
            "-Wno-unused-function",
            "-Wno-unused-variable",
            "-Wno-misleading-indentation",
            "-Wno-narrowing",
            "-Werror=uninitialized",
            "-Werror=return-type");
    private final Path cache;
    private final Build build;

    public ExpertCompiler(Path cache, Build build) {
        this.cache = cache;
        this.build = build;
    }

    /** The folder for what is compiled when nobody names another: one for each user. */
    public static Path usualCache() {
        return Path.of(System.getProperty("java.io.tmpdir"), "tickpilot-mql4-" + System.getProperty("user.name"));
    }

    /**
     * Compiles {@code main}; what has not changed since is taken from the cache.
     *
     * @throws MqlException when the source is not MQL4 or the C++ compiler refuses a line of it
     */
    public CompiledExpert compile(Path main, List<Path> includeFolders) {
        Translation translation = Translator.translate(main, includeFolders);
        Shim shim = Shim.in(cache, build);
        String name = main.getFileName().toString().replaceFirst("\\.mq4$", "");
        Path folder = cache.resolve(name + "-" + Digest.of(shim.key() + translation.cpp()));
        Path executable = folder.resolve(name);
        Path remarks = folder.resolve("remarks.txt");
        try {
            if (!Files.exists(executable)) {
                Files.createDirectories(folder);
                Path cpp = folder.resolve(name + ".cpp");
                Files.writeString(cpp, translation.cpp());
                Path fresh = folder.resolve(name + "." + ProcessHandle.current().pid());
                Files.writeString(remarks, compile(cpp, shim, fresh));
                Files.move(fresh, executable, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return new CompiledExpert(name, executable, translation.files(), Files.readAllLines(remarks));
        } catch (IOException e) {
            throw new UncheckedIOException("expert cannot be built in " + folder, e);
        }
    }

    private String compile(Path cpp, Shim shim, Path executable) {
        List<String> arguments = new ArrayList<>(build.flags());
        arguments.addAll(REMARKS);
        arguments.addAll(
                List.of("-I" + shim.headers(), cpp.toString(), shim.library().toString(), "-o", executable.toString()));
        arguments.addAll(build.linkFlags());
        Compiler.Outcome outcome = Compiler.run(arguments);
        if (!outcome.succeeded()) {
            List<Finding> findings = new ArrayList<>();
            Matcher matcher = DIAGNOSTIC.matcher(outcome.output());
            while (matcher.find()) {
                if (matcher.group(3).equals("error")) {
                    findings.add(new Finding(place(matcher), matcher.group(4)));
                }
            }
            if (findings.isEmpty()) {
                throw new IllegalStateException("translated expert does not compile: " + outcome.output());
            }
            throw new MqlException(findings);
        }
        StringBuilder warnings = new StringBuilder();
        Matcher matcher = DIAGNOSTIC.matcher(outcome.output());
        while (matcher.find()) {
            warnings.append(place(matcher))
                    .append(": ")
                    .append(matcher.group(4))
                    .append('\n');
        }
        return warnings.toString();
    }

    private static Place place(Matcher matcher) {
        return new Place(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }
}
