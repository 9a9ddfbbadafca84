package io.tickpilot.bridge.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.tickpilot.bridge.access.Client;
import io.tickpilot.bridge.access.TokenException;
import io.tickpilot.bridge.access.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the request that wants to become a WebSocket, then gives way. */
final class Upgrade extends ChannelInboundHandlerAdapter {
    private static final long TIMEOUT_MILLIS = 5_000;
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9_.=-]+)");

    private final WebSocketEndpoint endpoint;
    private final @Nullable Tokens tokens;
    private final List<String> origins;
    private final String peer;
    private final Consumer<Client> admitted;
    private @Nullable ScheduledFuture<?> timeout;
    private boolean late;

    private record Refused(HttpResponseStatus status, String cause) {}

    /**
     * @param tokens null when none are wanted
     * @param admitted told who the client is, before the request goes on
     */
    Upgrade(
            WebSocketEndpoint endpoint,
            @Nullable Tokens tokens,
            List<String> origins,
            String peer,
            Consumer<Client> admitted) {
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.origins = origins;
        this.peer = peer;
        this.admitted = admitted;
    }

    /** However slowly somebody shakes hands, or speaks HTTP, it has an end. */
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timeout = ctx.executor()
                .schedule(
                        () -> {
                            late = true;
                            endpoint.refusals().count("handshake takes too long", peer);
                            ctx.close();
                        },
                        TIMEOUT_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (late || !(message instanceof FullHttpRequest request)) {
            ReferenceCountUtil.release(message);
            return;
        }
        Refused refused = judge(request);
        if (refused == null) {
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(request);
            return;
        }
        request.release();
        endpoint.refusals().count(refused.cause(), peer);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                refused.status(),
                Unpooled.copiedBuffer(refused.cause() + "\n", StandardCharsets.US_ASCII));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refused.status().equals(HttpResponseStatus.UNAUTHORIZED)) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private @Nullable Refused judge(FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            return new Refused(HttpResponseStatus.BAD_REQUEST, "request is malformed");
        }
        if (!HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(
                String.valueOf(request.headers().get(HttpHeaderNames.UPGRADE)))) {
            return new Refused(HttpResponseStatus.UPGRADE_REQUIRED, "no WebSocket request");
        }
        if (!request.uri().equals(WebSocketEndpoint.PATH)) {
            return new Refused(HttpResponseStatus.NOT_FOUND, "no such path");
        }
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin != null && !origins.contains(origin)) {
            return new Refused(HttpResponseStatus.FORBIDDEN, "origin is not allowed");
        }
        return identify(request.headers().get(HttpHeaderNames.AUTHORIZATION));
    }

    private @Nullable Refused identify(@Nullable String authorization) {
        if (tokens == null) {
            admitted.accept(Client.UNPROVEN);
            return null;
        }
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        if (!bearer.matches()) {
            return new Refused(HttpResponseStatus.UNAUTHORIZED, "no token");
        }
        try {
            admitted.accept(tokens.verify(bearer.group(1), Instant.now()));
            return null;
        } catch (TokenException e) {
            return new Refused(HttpResponseStatus.UNAUTHORIZED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        String fault = Faults.of(cause);
        if (fault != null) {
            endpoint.refusals().count(fault, peer);
        }
        ctx.close();
    }
}
