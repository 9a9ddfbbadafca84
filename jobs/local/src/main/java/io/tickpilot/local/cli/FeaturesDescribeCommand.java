package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Nearest;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.feature.FeatureCatalogue;
import io.tickpilot.core.feature.FeatureKind;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Parameter;
import io.tickpilot.local.features.KindText;
import io.tickpilot.local.features.SchemaChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All that is known of one kind of feature or of one schema. */
@Command(
        name = "describe",
        description = "Describes a feature, or a schema: its features, its state, its size in memory.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Schemas: technical, every (each feature at its defaults), a YAML file, or the",
            "folder of a model.",
            "Example: ./tickpilot features describe macd-histogram",
            "Example: ./tickpilot features describe my-schema.yaml"
        })
final class FeaturesDescribeCommand implements Callable<Integer> {
    private static final int SUGGESTIONS = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Parameters(paramLabel = "NAME|FILE", description = "A feature, a schema, or a file of a schema.")
    private String name;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        FeatureKind<?> kind = FeatureCatalogue.find(name);
        if (kind != null) {
            out.println(json ? Json.line(KindJson.of(kind)) : describe(kind));
        } else {
            EngineSettings engine = Configuration.load(config).engineWithFiles();
            SchemaReport report = SchemaReport.of(schema(engine), engine);
            out.println(json ? Json.line(report.toJson()) : report.toText());
        }
        out.flush();
        return Failures.DONE;
    }

    private FeatureSchema schema(EngineSettings engine) throws IOException {
        SchemaChoice schemas = new SchemaChoice(engine.resources());
        if (schemas.names().contains(name) || SchemaChoice.isFile(name)) {
            return schemas.find(name);
        }
        List<String> known = new ArrayList<>(schemas.names());
        FeatureCatalogue.kinds().forEach(each -> known.add(each.name()));
        List<String> near = Nearest.of(name, known, SUGGESTIONS);
        throw new ConfigException("NAME: must be a feature, a schema or a file: " + name
                + (near.isEmpty()
                        ? ": ./tickpilot features list names them"
                        : ": did you mean " + String.join(", ", near) + "?"));
    }

    private static String describe(FeatureKind<?> kind) {
        StringBuilder text = new StringBuilder();
        line(text, "feature", kind.name());
        line(text, "chapter", kind.group().title());
        line(text, "formula", kind.formula());
        line(text, "unit", kind.unit().text());
        line(text, "range", KindText.range(kind));
        line(
                text,
                "scales",
                KindText.scales(kind).stream()
                        .map(scale -> scale.key() + " (" + scale.text() + ")")
                        .collect(Collectors.joining(", ")));
        String label = "parameters";
        for (Parameter p : kind.parameters()) {
            String otherwise = p.otherwise().isEmpty() ? "must be given" : "default " + p.otherwise();
            line(text, label, p.name() + ": " + p.description() + "; " + otherwise + ", allowed " + p.allowed());
            label = "";
        }
        line(
                text,
                "bars",
                kind.hasBars()
                        ? "those of the schema's rows, others when the schema gives it bars"
                        : "not for a schema to choose");
        line(
                text,
                "warm-up",
                KindText.warmUp(kind) + (kind.parameters().isEmpty() || !kind.hasDefaults() ? "" : " at the defaults"));
        line(text, "memory", KindText.memory(kind));
        line(text, "source", kind.source());
        line(text, "revision", Integer.toString(kind.revision()));
        line(text, "example", KindText.example(kind));
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format(Locale.ROOT, "%-11s%s%n", label, value));
    }
}
