package io.tickpilot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Command;
import io.tickpilot.wire.proto.Hello;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.Tick;
import io.tickpilot.wire.proto.TickBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormsTest {

    @Test
    void everyMessageComesBackAsItWas() throws WireException {
        for (ClientMessage message : clientMessages()) {
            assertThat(JsonForms.decodeClientMessage(JsonForms.encode(message))).isEqualTo(message);
        }
        ServerMessage published = ServerMessage.newBuilder()
                .setPublished(Outbound.newBuilder()
                        .setStreamEpoch(3)
                        .setStreamSequence(Long.MAX_VALUE)
                        .setSignal(WireCodec.toWire(Samples.SIGNAL)))
                .build();
        assertThat(JsonForms.decodeServerMessage(JsonForms.encode(published))).isEqualTo(published);
    }

    @Test
    void theTextIsWhatTheSchemaSays() {
        ClientMessage message = ClientMessage.newBuilder()
                .setRequest(7)
                .setOrder(3)
                .setTicks(TickBatch.newBuilder().addTicks(WireCodec.toWire(Samples.TICK)))
                .build();

        assertThat(JsonForms.encode(message))
                .isEqualTo("{\"request\":\"7\",\"order\":\"3\",\"ticks\":{\"ticks\":[{\"symbol\":\"EURUSD\","
                        + "\"eventTimeMicros\":\"1763600000123456\",\"bid\":1.15342,\"ask\":1.15351,\"bidSize\":1.5,"
                        + "\"askSize\":2.25,\"source\":\"sim\",\"sourceSequence\":\"42\"}]}}");
    }

    @Test
    void numbersMayBeWrittenAsNumbersAndNamesAsInTheSchema() throws WireException {
        ClientMessage message = JsonForms.decodeClientMessage(
                "{\"request\": 7, \"ticks\": {\"ticks\": [{\"symbol\": \"X\", \"event_time_micros\": 5, \"bid\": 1e-3, \"ask\": \"NaN\"}]}}");

        Tick tick = message.getTicks().getTicks(0);
        assertThat(message.getRequest()).isEqualTo(7);
        assertThat(tick.getEventTimeMicros()).isEqualTo(5);
        assertThat(tick.getBid()).isEqualTo(0.001);
        assertThat(tick.getAsk()).isNaN();
    }

    @Test
    void whatANewerSenderAddsIsIgnored() throws WireException {
        ClientMessage message = JsonForms.decodeClientMessage(
                "{\"request\":1,\"colour\":\"red\",\"hello\":{\"client\":\"a\",\"mood\":[1]}}");

        assertThat(message.getHello().getClient()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request\":1e1000000000}",
                "{\"request\":\"1e1000000000\"}",
                "{\"request\":\"1E+1000000000\"}",
                "{\"request\":\"1\\u00651000000000\"}",
                "{\"\\u0072equest\":\"1e1000000000\"}",
                "{\"replay\":{\"from_sequence\":\"1e1000000000\"}}",
                "{\"ticks\":{\"ticks\":[{\"bid\":1e1000000000}]}}"
            })
    @Timeout(5)
    void aNumberThatWouldTakeForeverIsRefused(String text) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> JsonForms.decodeClientMessage(text))
                .withMessageStartingWith("number is too long: field ");
    }

    @Test
    @Timeout(5)
    void aNumberOfAMillionDigitsIsRefusedAtOnce() {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> JsonForms.decodeClientMessage("{\"request\":" + "1".repeat(1_000_000) + "}"));
    }

    @Test
    void aNameThatLooksLikeANumberIsAName() throws WireException {
        String id = "12345e67890123456789012345678901";

        ClientMessage message = JsonForms.decodeClientMessage(
                "{\"tradeReport\":{\"signalId\":\"" + id + "\",\"symbol\":\"1E1000000000\"}}");

        assertThat(message.getTradeReport().getSignalId()).isEqualTo(id);
        assertThat(message.getTradeReport().getSymbol()).isEqualTo("1E1000000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"request\":{}}", "{\"hello\":1}", "{\"request\":-1}", "\"x\""})
    void whatIsNoMessageIsRefused(String text) {
        assertThatExceptionOfType(WireException.class).isThrownBy(() -> JsonForms.decodeClientMessage(text));
    }

    @Test
    void nestingHasAnEnd() {
        String text = "{\"x\":".repeat(100_000) + "1" + "}".repeat(100_000);

        assertThatExceptionOfType(WireException.class).isThrownBy(() -> JsonForms.decodeClientMessage(text));
    }

    @Test
    @Timeout(60)
    void theDecoderAnswersWhateverArrives() {
        assertThat(fuzz(30_000, 21)).isPositive();
    }

    @Test
    @Tag("long")
    void theDecoderAnswersTenMillionInputs() {
        assertThat(fuzz(10_000_000, 22)).isPositive();
    }

    /** @return inputs that were refused */
    private static long fuzz(int inputs, long seed) {
        Random random = new Random(seed);
        List<String> seeds = clientMessages().stream().map(JsonForms::encode).toList();
        String alphabet = "{}[]\",:\\u0123456789eE+-.NaInfinitytrufalsnl ";
        long slowest = 0;
        long refused = 0;
        for (int i = 0; i < inputs; i++) {
            StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int edits = 1 + random.nextInt(5); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(12)));
                }
            }
            long begin = System.nanoTime();
            try {
                JsonForms.encode(JsonForms.decodeClientMessage(text.toString()));
            } catch (WireException e) {
                refused++;
            }
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
        return refused;
    }

    private static List<ClientMessage> clientMessages() {
        List<ClientMessage> messages = new ArrayList<>();
        messages.add(ClientMessage.newBuilder()
                .setRequest(1)
                .setHello(Hello.newBuilder().setClient("me").setRole("terminal").setResumeOrder(9))
                .build());
        messages.add(ClientMessage.newBuilder()
                .setRequest(2)
                .setOrder(1)
                .setTicks(TickBatch.newBuilder()
                        .addTicks(WireCodec.toWire(Samples.TICK))
                        .addTicks(Tick.newBuilder()
                                .setSymbol("NAN")
                                .setBid(Double.NaN)
                                .setAsk(Double.POSITIVE_INFINITY)))
                .build());
        messages.add(ClientMessage.newBuilder()
                .setTradeReport(WireCodec.toWire(Samples.REPORT))
                .build());
        messages.add(ClientMessage.newBuilder()
                .setTradePrint(WireCodec.toWire(Samples.PRINT))
                .build());
        messages.add(ClientMessage.newBuilder()
                .setCommand(Command.newBuilder().setSymbol("*").setWhy("<quoted> \"text\" & more"))
                .build());
        return messages;
    }
}
