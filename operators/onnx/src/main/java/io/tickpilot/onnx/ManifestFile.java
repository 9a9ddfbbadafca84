package io.tickpilot.onnx;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickpilot.core.agent.AgentKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code manifest.json}; a manifest it returns has every field and consistent numbers. */
public final class ManifestFile {
    public static final String NAME = "manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private ManifestFile() {}

    /** @throws ModelException one line, when the file cannot be read, a field is missing, unknown or contradicts another */
    public static ModelManifest read(Path file) {
        ModelManifest manifest;
        try {
            JsonNode tree = JSON.readTree(Files.readAllBytes(file));
            if (!(tree instanceof ObjectNode fields)) {
                throw new ModelException(file + ": must be a JSON object: " + tree.getNodeType());
            }
            manifest = JSON.treeToValue(withDefaults(fields), ModelManifest.class);
        } catch (JsonParseException e) {
            throw new ModelException(file + ": not valid JSON" + at(e) + ": " + firstLine(e.getOriginalMessage()), e);
        } catch (UnrecognizedPropertyException e) {
            throw new ModelException(file + ": unknown field: " + e.getPropertyName(), e);
        } catch (JsonMappingException e) {
            throw new ModelException(file + ": bad field" + path(e) + ": " + rule(e), e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
        List<String> faults = faults(manifest);
        if (!faults.isEmpty()) {
            throw new ModelException(file + ": " + String.join("; ", faults));
        }
        return manifest;
    }

    /** Fields that came after the first release are optional. */
    private static ObjectNode withDefaults(ObjectNode fields) {
        if (!fields.has("kind")) {
            fields.put("kind", AgentKind.DIRECTION.name());
        }
        if (!fields.has("reads")) {
            fields.putArray("reads");
        }
        if (!fields.has("outputName")) {
            fields.put("outputName", "");
        }
        if (!fields.has("precision")) {
            fields.put("precision", ModelManifest.FLOAT32);
        }
        return fields;
    }

    public static void write(ModelManifest manifest, Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(manifest) + "\n");
    }

    private static List<String> faults(ModelManifest m) {
        List<String> faults = new ArrayList<>();
        require(faults, !m.agent().isBlank(), "agent: must not be blank");
        require(faults, !m.version().isBlank(), "version: must not be blank");
        require(faults, m.lookback() > 0, "lookback: must be positive: " + m.lookback());
        require(faults, m.width() > 0, "width: must be positive: " + m.width());
        require(
                faults,
                m.outputs().equals(m.kind().outputs()),
                "outputs: must be " + m.kind().outputs() + " for kind " + m.kind() + ": " + m.outputs());
        if (!m.reads().isEmpty()) {
            requireStack(faults, m);
        }
        require(
                faults,
                m.normalisation().insideGraph() && m.calibration().insideGraph(),
                "normalisation and calibration: must be inside the graph (insideGraph: true)");
        int means = m.normalisation().mean().size();
        require(
                faults,
                means == m.normalisation().std().size() && (means == 0 || means == m.width()),
                "normalisation: needs one mean and std per feature, or none at all: width=" + m.width() + " means="
                        + means);
        require(faults, m.sha256().matches("[0-9a-f]{64}"), "sha256: must be 64 hexadecimal digits: " + m.sha256());
        return faults;
    }

    private static void requireStack(List<String> faults, ModelManifest m) {
        require(faults, m.kind() == AgentKind.DIRECTION, "reads: is for kind DIRECTION only: " + m.kind());
        require(
                faults,
                m.reads().stream().distinct().count() == m.reads().size()
                        && !m.reads().contains(m.agent()),
                "reads: must name each other agent once: " + m.reads());
        require(
                faults,
                m.lookback() == 1
                        && m.width() == AgentKind.DIRECTIONS * m.reads().size(),
                "lookback and width: must be 1 and three for each agent it reads: " + m.lookback() + " x " + m.width());
        String hash = ModelManifest.stackHash(m.reads());
        require(
                faults,
                m.schemaHash().equals(hash),
                "schemaHash: must be that of the agents it reads, " + hash + ": " + m.schemaHash());
    }

    private static void require(List<String> faults, boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
    }

    /** Jackson's words where they help, ours where they speak of creators. */
    private static String rule(JsonMappingException e) {
        String words = firstLine(e.getOriginalMessage());
        return words.contains("creator property") ? "must be given" : words;
    }

    private static String path(JsonMappingException e) {
        String fields = e.getPath().stream()
                .map(ref -> ref.getFieldName() == null ? "[" + ref.getIndex() + "]" : ref.getFieldName())
                .collect(Collectors.joining("."));
        return fields.isEmpty() ? "" : " " + fields;
    }

    static String firstLine(@Nullable String message) {
        if (message == null) {
            return "no reason given";
        }
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
