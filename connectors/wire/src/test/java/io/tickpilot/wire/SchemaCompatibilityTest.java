package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.tickpilot.wire.proto.Wire;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every message, field and constant that was ever released keeps its name, number, type and place in a oneof. Fields are only
 * added: a line of {@code /frames/v1/schema.txt} is never changed, and lines for what a release adds are appended to it.
 */
class SchemaCompatibilityTest {

    @Test
    void everythingThatWasReleasedIsStillTheSame() throws Exception {
        assertThat(present()).containsAll(released());
    }

    @Test
    void noNumberStandsForTwoThingsOverTime() throws Exception {
        Map<String, String> names = new HashMap<>();
        List<String> all = new ArrayList<>(released());
        all.addAll(present());
        for (String line : all) {
            String[] parts = line.split(" ", 3);
            String owner = parts[0].substring(0, parts[0].lastIndexOf('.')) + " " + parts[1];
            String before = names.putIfAbsent(owner, parts[0]);
            assertThat(before == null || before.equals(parts[0])).as(line).isTrue();
        }
    }

    private static List<String> released() throws Exception {
        try (InputStream in = SchemaCompatibilityTest.class.getResourceAsStream("/frames/v1/schema.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> present() {
        List<String> lines = new ArrayList<>();
        Wire.getDescriptor().getMessageTypes().forEach(message -> add(lines, message));
        Wire.getDescriptor().getEnumTypes().forEach(constants -> add(lines, constants));
        return lines;
    }

    private static void add(List<String> lines, Descriptor message) {
        for (FieldDescriptor field : message.getFields()) {
            String type =
                    switch (field.getJavaType()) {
                        case MESSAGE -> field.getMessageType().getFullName();
                        case ENUM -> field.getEnumType().getFullName();
                        default -> field.getType().name().toLowerCase(java.util.Locale.ROOT);
                    };
            String oneof = field.getRealContainingOneof() == null
                    ? ""
                    : " in " + field.getRealContainingOneof().getName();
            lines.add(field.getFullName() + " " + field.getNumber() + " " + (field.isRepeated() ? "repeated " : "")
                    + type + oneof);
        }
        message.getNestedTypes().forEach(nested -> add(lines, nested));
        message.getEnumTypes().forEach(constants -> add(lines, constants));
    }

    private static void add(List<String> lines, EnumDescriptor constants) {
        for (EnumValueDescriptor value : constants.getValues()) {
            lines.add(constants.getFullName() + "." + value.getName() + " " + value.getNumber() + " constant");
        }
    }
}
