package io.tickpilot.timescale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tickpilot.core.regime.Regime;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.core.signal.Vote;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a decision as JSON with the wire's field names in camel case. NaN and the infinities, which JSON lacks, are
 * texts that PostgreSQL casts back: {@code (vote->>'sell')::float8} works on both.
 */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static String votes(List<Vote> votes) {
        return write(json -> {
            json.writeStartArray();
            for (Vote vote : votes) {
                json.writeStartObject();
                text(json, "agent", vote.agent());
                text(json, "version", vote.version());
                number(json, "sell", vote.sell());
                number(json, "hold", vote.hold());
                number(json, "buy", vote.buy());
                number(json, "weight", vote.weight());
                text(json, "abstention", vote.abstention());
                if (vote.ageMicros() != 0) {
                    json.writeNumberField("age_micros", vote.ageMicros());
                }
                if (!vote.numbers().isEmpty()) {
                    json.writeArrayFieldStart("numbers");
                    for (float each : vote.numbers()) {
                        json.writeNumber(each);
                    }
                    json.writeEndArray();
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static String rejections(List<Rejection> rejections) {
        return write(json -> {
            json.writeStartArray();
            for (Rejection rejection : rejections) {
                json.writeStartObject();
                text(json, "check", rejection.check());
                number(json, "value", rejection.value());
                number(json, "limit", rejection.limit());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static @Nullable String plan(@Nullable Plan plan) {
        if (plan == null) {
            return null;
        }
        return write(json -> {
            json.writeStartObject();
            number(json, "entry", plan.entry());
            number(json, "stop", plan.stop());
            number(json, "target1", plan.target1());
            number(json, "target2", plan.target2());
            number(json, "lots", plan.lots());
            number(json, "trailDistance", plan.trailDistance());
            json.writeFieldName("exits");
            write(json, plan.exits());
            json.writeEndObject();
        });
    }

    static String exits(List<Plan.Exit> exits) {
        return write(json -> write(json, exits));
    }

    /** @param probabilities in the order of {@link Regime}; those of regimes not known here are left out */
    static String regimes(List<Double> probabilities) {
        Regime[] regimes = Regime.values();
        return write(json -> {
            json.writeStartObject();
            for (int i = 0; i < Math.min(regimes.length, probabilities.size()); i++) {
                number(json, regimes[i].label(), probabilities.get(i));
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, List<Plan.Exit> exits) throws IOException {
        json.writeStartArray();
        for (Plan.Exit exit : exits) {
            json.writeStartObject();
            number(json, "price", exit.price());
            number(json, "fraction", exit.fraction());
            json.writeBooleanField("breakEven", exit.breakEven());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        json.writeStringField(name, value.replace('\0', '\uFFFD'));
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeStringField(name, Double.toString(value));
        }
    }

    /** A float's own shortest digits: as a double, 0.1 would read 0.10000000149011612. */
    private static void number(JsonGenerator json, String name, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeStringField(name, Float.toString(value));
        }
    }

    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String write(Content content) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
