package io.tickpilot.local.cli;

import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeatureKind;
import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.local.features.FeatureDocumentation;
import io.tickpilot.local.features.KindText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every kind of feature by chapter. */
@Command(
        name = "list",
        description = "Lists every feature there is, by chapter.",
        mixinStandardHelpOptions = true,
        footer = {"", "Warm-up in closed bars at the defaults.", "Example: ./tickpilot features list --group trend"})
final class FeaturesListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--group", paramLabel = "G", description = "One chapter: ${COMPLETION-CANDIDATES}.")
    private @Nullable Group group;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(names = "--markdown", description = "The page docs/features.md.")
    private boolean markdown;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<FeatureKind<?>> kinds = FeatureCatalogue.kinds().stream()
                .filter(kind -> group == null || kind.group() == group)
                .toList();
        if (markdown) {
            out.print(FeatureDocumentation.markdown());
        } else if (json) {
            out.println(Json.line(
                    Map.of("features", kinds.stream().map(KindJson::of).toList())));
        } else {
            print(kinds, out);
        }
        out.flush();
        return Failures.DONE;
    }

    private static void print(List<FeatureKind<?>> kinds, PrintWriter out) {
        String format = "  %-" + width(kinds, FeatureKind::name) + "s  %-"
                + width(kinds, kind -> kind.unit().text()) + "s  %-" + width(kinds, KindText::range) + "s  %-"
                + width(kinds, KindText::warmUp) + "s  %s%n";
        for (Group chapter : Group.values()) {
            List<FeatureKind<?>> own =
                    kinds.stream().filter(kind -> kind.group() == chapter).toList();
            if (own.isEmpty()) {
                continue;
            }
            out.println(chapter.title());
            out.printf(Locale.ROOT, format, "NAME", "UNIT", "RANGE", "WARM-UP", "PARAMETERS");
            for (FeatureKind<?> kind : own) {
                out.printf(
                        Locale.ROOT,
                        format,
                        kind.name(),
                        kind.unit().text(),
                        KindText.range(kind),
                        KindText.warmUp(kind),
                        KindText.defaults(kind));
            }
            out.println();
        }
        out.println(kinds.size() + " features. ./tickpilot features describe NAME says more of one.");
    }

    private static int width(List<FeatureKind<?>> kinds, Function<FeatureKind<?>, String> cell) {
        return kinds.stream().mapToInt(kind -> cell.apply(kind).length()).max().orElse(1);
    }
}
