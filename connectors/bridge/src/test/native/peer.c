/*
 * A client of the bridge on libzmq, written from wire.proto alone. Takes one command a line on stdin and prints one line or
 * more for each:
 *   heartbeat               sends one with this clock's time; "heartbeat ECHOED RECEIVED SENT" in microseconds
 *   ticks SYMBOL N FIRST    uploads N ticks whose source sequences begin at FIRST; "ack ACCEPTED DUPLICATES"
 *   signal                  waits for one; "signal TOPIC ID EPOCH SEQUENCE"
 *   replay EPOCH FROM       asks for it again; "replayed ID EPOCH SEQUENCE" for each, then "ack N 0"
 * "timeout" where nothing came in time. Arguments: CONTROL SIGNALS TIMEOUT_MILLIS [SECRET_FILE].
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <zmq.h>

enum { MOST = 65536 };

typedef struct {
    uint8_t bytes[MOST];
    size_t size;
} Buffer;

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, zmq_strerror(zmq_errno()));
    exit(1);
}

/* ---- protobuf ---- */

static void put_varint(Buffer *b, uint64_t value) {
    while (value >= 0x80) {
        b->bytes[b->size++] = (uint8_t) (value | 0x80);
        value >>= 7;
    }
    b->bytes[b->size++] = (uint8_t) value;
}

static void put_number(Buffer *b, int field, uint64_t value) {
    put_varint(b, (uint64_t) field << 3);
    put_varint(b, value);
}

static void put_double(Buffer *b, int field, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_varint(b, (uint64_t) field << 3 | 1);
    for (int i = 0; i < 8; i++) {
        b->bytes[b->size++] = (uint8_t) (bits >> (8 * i));
    }
}

static void put_bytes(Buffer *b, int field, const void *bytes, size_t size) {
    put_varint(b, (uint64_t) field << 3 | 2);
    put_varint(b, size);
    memcpy(b->bytes + b->size, bytes, size);
    b->size += size;
}

typedef struct {
    const uint8_t *at;
    const uint8_t *end;
} Reader;

typedef struct {
    int number;
    uint64_t value;
    Reader bytes;
} Field;

static uint64_t take_varint(Reader *r) {
    uint64_t value = 0;
    for (int shift = 0; r->at < r->end && shift < 64; shift += 7) {
        uint8_t byte = *r->at++;
        value |= (uint64_t) (byte & 0x7f) << shift;
        if (byte < 0x80) {
            break;
        }
    }
    return value;
}

/* Returns 0 at the end. */
static int take(Reader *r, Field *field) {
    if (r->at >= r->end) {
        return 0;
    }
    uint64_t tag = take_varint(r);
    field->number = (int) (tag >> 3);
    size_t size;
    switch (tag & 7) {
        case 0:
            field->value = take_varint(r);
            return 1;
        case 1:
            size = 8;
            break;
        case 2:
            size = take_varint(r);
            break;
        default:
            size = 4;
    }
    if (size > (size_t) (r->end - r->at)) {
        fprintf(stderr, "message is cut short\n");
        exit(1);
    }
    field->bytes = (Reader) {r->at, r->at + size};
    r->at += size;
    return 1;
}

/* The last value of a number, or 0. */
static uint64_t number(Reader message, int wanted) {
    Field field;
    uint64_t value = 0;
    while (take(&message, &field)) {
        if (field.number == wanted) {
            value = field.value;
        }
    }
    return value;
}

static int child(Reader message, int wanted, Reader *found) {
    Field field;
    while (take(&message, &field)) {
        if (field.number == wanted) {
            *found = field.bytes;
            return 1;
        }
    }
    return 0;
}

/* ---- sockets ---- */

static void *control;
static void *signals;
static uint64_t request;

static int64_t now_micros(void) {
    struct timeval now;
    gettimeofday(&now, NULL);
    return (int64_t) now.tv_sec * 1000000 + now.tv_usec;
}

static void send_request(int body, const Buffer *content) {
    static Buffer message;
    message.size = 0;
    put_number(&message, 1, ++request);
    put_bytes(&message, body, content->bytes, content->size);
    if (zmq_send(control, message.bytes, message.size, 0) < 0 && zmq_errno() != EAGAIN) {
        fail("send");
    }
}

/* The next answer to the last request that has the body wanted; 0 after the time-out. */
static int answer(int *body, Reader *content) {
    static uint8_t frame[MOST];
    for (;;) {
        int size = zmq_recv(control, frame, sizeof frame, 0);
        if (size < 0) {
            printf("timeout\n");
            return 0;
        }
        Reader message = {frame, frame + size};
        if (number(message, 1) != request) {
            continue;
        }
        Field field;
        while (take(&message, &field)) {
            if (field.number >= 10) {
                *body = field.number;
                *content = field.bytes;
                return 1;
            }
        }
    }
}

static void print_signal(const char *what, Reader outbound) {
    Reader signal, id;
    if (child(outbound, 10, &signal) && child(signal, 1, &id)) {
        printf("%s %.*s %llu %llu\n", what, (int) (id.end - id.at), (const char *) id.at,
               (unsigned long long) number(outbound, 1), (unsigned long long) number(outbound, 2));
    }
}

static void heartbeat(void) {
    Buffer content = {.size = 0};
    put_number(&content, 1, (uint64_t) now_micros());
    send_request(11, &content);
    int body;
    Reader reply;
    if (answer(&body, &reply)) {
        printf("heartbeat %lld %lld %lld\n", (long long) number(reply, 1), (long long) number(reply, 2),
               (long long) number(reply, 3));
    }
}

static void print_answers(void) {
    int body;
    Reader content;
    while (answer(&body, &content)) {
        if (body == 13) {
            print_signal("replayed", content);
        } else if (body == 12) {
            printf("ack %llu %llu\n", (unsigned long long) number(content, 1),
                   (unsigned long long) number(content, 2));
            return;
        } else {
            printf("answer %d\n", body);
            return;
        }
    }
}

static void ticks(const char *symbol, int count, long first) {
    static Buffer batch;
    batch.size = 0;
    for (int i = 0; i < count; i++) {
        Buffer tick = {.size = 0};
        put_bytes(&tick, 1, symbol, strlen(symbol));
        put_number(&tick, 2, (uint64_t) now_micros());
        put_double(&tick, 3, 1.1);
        put_double(&tick, 4, 1.2);
        put_bytes(&tick, 7, "libzmq", 6);
        put_number(&tick, 8, (uint64_t) (first + i));
        put_bytes(&batch, 1, tick.bytes, tick.size);
    }
    send_request(12, &batch);
    print_answers();
}

static void replay(unsigned long epoch, unsigned long from) {
    Buffer content = {.size = 0};
    put_number(&content, 1, epoch);
    put_number(&content, 2, from);
    send_request(15, &content);
    print_answers();
}

/* Passes over the stream's clock. */
static void await_signal(void) {
    static char topic[256];
    static uint8_t frame[MOST];
    for (;;) {
        int length = zmq_recv(signals, topic, sizeof topic - 1, 0);
        int size = length < 0 ? -1 : zmq_recv(signals, frame, sizeof frame, 0);
        if (size < 0) {
            printf("timeout\n");
            return;
        }
        topic[strcspn(topic, " ")] = '\0';
        Reader outbound = {frame, frame + size}, signal;
        if (child(outbound, 10, &signal)) {
            char what[300];
            snprintf(what, sizeof what, "signal %s", topic);
            print_signal(what, outbound);
            return;
        }
    }
}

/* Reads the three keys of a secret file as ./tickpilot bridge keys writes it. */
static void protect(void *socket, const char *file) {
    char line[256], name[32], value[64];
    FILE *in = fopen(file, "r");
    if (in == NULL) {
        perror(file);
        exit(1);
    }
    while (fgets(line, sizeof line, in)) {
        if (sscanf(line, " %31[a-z-] = \"%40[^\"]\"", name, value) != 2) {
            continue;
        }
        int option = strcmp(name, "public-key") == 0   ? ZMQ_CURVE_PUBLICKEY
                     : strcmp(name, "secret-key") == 0 ? ZMQ_CURVE_SECRETKEY
                     : strcmp(name, "server-key") == 0 ? ZMQ_CURVE_SERVERKEY
                                                       : 0;
        if (option != 0 && zmq_setsockopt(socket, option, value, 41) != 0) {
            fail(name);
        }
    }
    fclose(in);
}

static void *open_socket(void *context, int type, const char *address, int timeout, const char *file) {
    int none = 0;
    void *socket = zmq_socket(context, type);
    zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
    zmq_setsockopt(socket, ZMQ_RCVTIMEO, &timeout, sizeof timeout);
    zmq_setsockopt(socket, ZMQ_SNDTIMEO, &timeout, sizeof timeout);
    if (file != NULL) {
        protect(socket, file);
    }
    if (type == ZMQ_SUB) {
        zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "", 0);
    }
    if (zmq_connect(socket, address) != 0) {
        fail(address);
    }
    return socket;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: peer CONTROL SIGNALS TIMEOUT_MILLIS [SECRET_FILE]\n");
        return 2;
    }
    int timeout = atoi(argv[3]);
    const char *file = argc > 4 ? argv[4] : NULL;
    void *context = zmq_ctx_new();
    control = open_socket(context, ZMQ_DEALER, argv[1], timeout, file);
    signals = open_socket(context, ZMQ_SUB, argv[2], timeout, file);
    int major, minor, patch;
    zmq_version(&major, &minor, &patch);
    printf("libzmq %d.%d.%d\n", major, minor, patch);
    fflush(stdout);

    char line[256], symbol[64];
    long a, b;
    while (fgets(line, sizeof line, stdin)) {
        if (strncmp(line, "heartbeat", 9) == 0) {
            heartbeat();
        } else if (sscanf(line, "ticks %63s %ld %ld", symbol, &a, &b) == 3) {
            ticks(symbol, (int) a, b);
        } else if (strncmp(line, "signal", 6) == 0) {
            await_signal();
        } else if (sscanf(line, "replay %ld %ld", &a, &b) == 2) {
            replay((unsigned long) a, (unsigned long) b);
        }
        fflush(stdout);
    }
    zmq_close(control);
    zmq_close(signals);
    zmq_ctx_term(context);
    return 0;
}
