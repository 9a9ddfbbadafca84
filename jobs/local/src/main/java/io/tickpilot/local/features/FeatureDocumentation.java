package io.tickpilot.local.features;

import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeatureKind;
import io.tickpilot.core.feature.FeatureKind.Group;
import io.tickpilot.core.feature.Parameter;
import io.tickpilot.core.feature.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The page {@code docs/features.md}, all of it from the catalogue but its introduction. */
public final class FeatureDocumentation {
    private static final String HEAD =
            "| name | what it is | unit | range | parameters: default (allowed) | warm-up | memory | source |\n"
                    + "| --- | --- | --- | --- | --- | --- | --- | --- |\n";

    private FeatureDocumentation() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(introduction());
        for (Group group : Group.values()) {
            List<FeatureKind<?>> kinds = FeatureCatalogue.kinds().stream()
                    .filter(kind -> kind.group() == group)
                    .toList();
            if (!kinds.isEmpty()) {
                page.append("\n## ").append(group.title()).append('\n').append(HEAD);
                kinds.forEach(kind -> appendRow(kind, page));
            }
        }
        return page.toString();
    }

    private static void appendRow(FeatureKind<?> kind, StringBuilder page) {
        String parameters =
                kind.parameters().stream().map(FeatureDocumentation::parameter).collect(Collectors.joining("; "));
        List<String> cells = List.of(
                "`" + kind.name() + "`",
                kind.formula(),
                kind.unit().text(),
                KindText.range(kind),
                parameters,
                KindText.warmUp(kind),
                KindText.memory(kind),
                kind.source());
        cells.forEach(cell -> page.append("| ").append(escaped(cell)).append(' '));
        page.append("|\n");
    }

    private static String parameter(Parameter p) {
        String otherwise = p.otherwise().isEmpty() ? "must be given" : p.otherwise();
        return "`" + p.name() + "` " + otherwise + " (" + p.allowed() + "): " + p.description();
    }

    private static String escaped(String cell) {
        return cell.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
    }

    private static String introduction() {
        String scales = Arrays.stream(Scale.values())
                .map(scale -> "`" + scale.key() + "` " + scale.text())
                .collect(Collectors.joining(", "));
        return resource("features-introduction.md")
                .replace("COUNT", Integer.toString(FeatureCatalogue.kinds().size()))
                .replace("SCALES", scales);
    }

    private static String resource(String name) {
        try (InputStream in = FeatureDocumentation.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource is not in the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
