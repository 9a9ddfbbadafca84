package io.tickpilot.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps numbers from the JSON decoder that are short to write and endless to compute: protobuf's decoder turns
 * {@code 1e1000000000} into an integer of a billion digits, in any of its spellings, and takes time in the square of a
 * number's length. No honest number is long, so almost every text passes after one look at its characters.
 */
final class JsonNumbers {
    /** The longest a double or a 64-bit integer is written with, and room. */
    private static final int LONGEST = 64;

    private static final int EXPONENT_DIGITS = 3;

    private JsonNumbers() {}

    /** @throws WireException when a field that takes a number holds one of those */
    static void check(String text, Descriptor type) throws WireException {
        if (!suspicious(text)) {
            return;
        }
        JsonElement tree;
        try {
            tree = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new WireException("JSON is malformed", e);
        }
        walk(tree, type);
    }

    /** Whether anything in the text may be such a number; an escaped character may hide one. */
    private static boolean suspicious(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                return true;
            }
            boolean digit = c >= '0' && c <= '9';
            if (digit || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E') {
                run++;
                if (run > LONGEST || ((c == 'e' || c == 'E') && endless(text, i))) {
                    return true;
                }
            } else {
                run = 0;
            }
        }
        return false;
    }

    /** Whether more digits than an exponent needs follow. */
    private static boolean endless(String text, int exponentMark) {
        int digits = 0;
        for (int i = exponentMark + 1; i < text.length() && digits <= EXPONENT_DIGITS; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (i > exponentMark + 1 || (c != '+' && c != '-')) {
                break;
            }
        }
        return digits > EXPONENT_DIGITS;
    }

    private static void walk(JsonElement element, Descriptor type) throws WireException {
        if (!element.isJsonObject()) {
            return;
        }
        for (Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
            FieldDescriptor field = find(type, entry.getKey());
            if (field == null) {
                continue;
            }
            if (entry.getValue().isJsonArray()) {
                for (JsonElement item : entry.getValue().getAsJsonArray()) {
                    check(item, field);
                }
            } else {
                check(entry.getValue(), field);
            }
        }
    }

    private static void check(JsonElement value, FieldDescriptor field) throws WireException {
        JavaType type = field.getJavaType();
        if (type == JavaType.MESSAGE) {
            walk(value, field.getMessageType());
        } else if (type != JavaType.STRING
                && type != JavaType.BYTE_STRING
                && value instanceof JsonPrimitive primitive
                && isEndless(primitive.getAsString())) {
            throw new WireException("number is too long: field " + field.getName());
        }
    }

    private static boolean isEndless(String number) {
        int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
        return number.length() > LONGEST || (mark >= 0 && endless(number, mark));
    }

    private static @Nullable FieldDescriptor find(Descriptor type, String name) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJsonName().equals(name) || field.getName().equals(name)) {
                return field;
            }
        }
        return null;
    }
}
