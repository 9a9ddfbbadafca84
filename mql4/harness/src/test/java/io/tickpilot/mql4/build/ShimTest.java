package io.tickpilot.mql4.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalOptions;
import io.tickpilot.mql4.lint.Names;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShimTest {
    private static final Pattern DECLARATION =
            Pattern.compile("^(?:inline )?[A-Za-z][\\w<>:, ]*[ &*]+((?:[A-Z]|i[A-Z])\\w*)\\(", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    void indexNamesEverySourceAndNothingElse() throws URISyntaxException, IOException {
        Path shim = Path.of(ShimTest.class
                        .getResource("/io/tickpilot/mql4/shim/index.txt")
                        .toURI())
                .getParent();

        try (Stream<Path> files = Files.list(shim)) {
            assertThat(Shim.sources().keySet())
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> !name.equals("index.txt"))
                                    .sorted()
                                    .toList());
        }
    }

    @Test
    void offersNoFunctionThatMql4DoesNotHave() {
        List<String> offered = new ArrayList<>();
        Shim.sources().forEach((name, text) -> {
            if (name.endsWith("_functions.hpp")) {
                Matcher matcher = DECLARATION.matcher(text);
                while (matcher.find()) {
                    offered.add(matcher.group(1));
                }
            }
        });

        assertThat(offered).hasSizeGreaterThan(250).contains("OrderSend", "iATR", "ObjectCreate", "FileMove");
        offered.removeAll(List.of("Bid", "Ask")); // variables in MQL4
        assertThat(Names.functions()).containsAll(offered);
    }

    @Tag("long")
    @Test
    void sanitizersFindNothingInTheLanguageProgram() throws URISyntaxException {
        assumeTrue(SimulatedMt4.isPossible(), "g++ is absent: experts cannot be run");
        Path source =
                Path.of(ShimTest.class.getResource("/experts/Language.mq4").toURI());
        CompiledExpert expert = new ExpertCompiler(folder.resolve("cache"), Build.SANITIZED)
                .compile(source, List.of(source.getParent()));

        try (SimulatedMt4 terminal = SimulatedMt4.start(expert, TerminalOptions.in(folder.resolve("data")))) {
            terminal.tick("EURUSD", 1.1, 1.1001);
            assertThat(terminal.prints()).contains("frame 307 308 size 6", "tick 1 1.10000 EURUSD true");
        }
    }
}
