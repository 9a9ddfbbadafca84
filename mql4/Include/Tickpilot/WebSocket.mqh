// A WebSocket client (RFC 6455) over Windows' sockets, for when ZeroMQ does not get through. Never waits: dialing, sending and
// receiving go on from one timer to the next. ws:// and a numeric IPv4 address only; for TLS put a tunnel in between.
#property strict
#include <Tickpilot/Bytes.mqh>

#import "ws2_32.dll"
int WSAStartup(int version, uchar &data[]);
int WSACleanup(void);
int socket(int family, int type, int protocol);
int connect(int handle, const uchar &address[], int length);
int send(int handle, const uchar &buffer[], int length, int flags);
int recv(int handle, uchar &buffer[], int length, int flags);
int closesocket(int handle);
int ioctlsocket(int handle, int command, uint &argument[]);
int WSAGetLastError(void);
int select(int count, uint &readable[], uint &writable[], uint &failed[], const int &timeout[]);
#import

#define SOCKET_NONBLOCKING 0x8004667E
#define SOCKET_WOULD_BLOCK 10035
#define SOCKET_IN_PROGRESS 10036
#define SOCKET_SET 65
#define WEBSOCKET_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
#define WEBSOCKET_LIMIT 4194304
#define DIAL_MICROS 5000000
#define BACKOFF_MICROS 100000
#define BACKOFF_MAX_MICROS 5000000

enum WebSocketState { WEBSOCKET_CLOSED, WEBSOCKET_DIALING, WEBSOCKET_GREETING, WEBSOCKET_OPEN };

class WebSocketLeg {
 public:
  string token;

  // Empty address: the leg is never used. False when it cannot be understood.
  bool Configure(const string address) {
    handle = -1;
    state = WEBSOCKET_CLOSED;
    openings = 0;
    backoff = BACKOFF_MICROS;
    nextDial = 0;
    inSize = 0;
    outSize = 0;
    messageSize = 0;
    lastFault = "";
    started = false;
    configured = address != "";
    return !configured || Parse(address);
  }

  bool IsConfigured() const {
    return configured;
  }

  bool IsOpen() const {
    return state == WEBSOCKET_OPEN;
  }

  // Counts connections: whoever was greeted on one is not known on the next.
  int Openings() const {
    return openings;
  }

  // Dials, goes on with what is under way, or hangs up.
  void Tend(const bool wanted, const long now) {
    if (!configured) {
      return;
    }
    if (!wanted) {
      HangUp("");
      backoff = BACKOFF_MICROS;
      nextDial = 0;
      return;
    }
    if (state == WEBSOCKET_CLOSED && now >= nextDial) {
      Dial(now);
    } else if (state == WEBSOCKET_DIALING) {
      AwaitConnection();
    } else if (state == WEBSOCKET_GREETING) {
      Pull();
      AwaitUpgrade();
    } else if (state == WEBSOCKET_OPEN) {
      Push();
    }
    if ((state == WEBSOCKET_DIALING || state == WEBSOCKET_GREETING) && now - dialedAt > DIAL_MICROS) {
      HangUp("no answer");
    }
  }

  // A text message. False when there is no connection or too much waits.
  bool Send(const string text) {
    if (state != WEBSOCKET_OPEN || outSize > WEBSOCKET_LIMIT) {
      return false;
    }
    uchar payload[];
    int count = TextToBytes(text, payload);
    Frame(0x1, payload, count);
    Push();
    return state == WEBSOCKET_OPEN;
  }

  // Bytes of the next text message in `into`, 0 when there is none.
  int Receive(uchar &into[]) {
    if (state != WEBSOCKET_OPEN) {
      return 0;
    }
    Pull();
    while (state == WEBSOCKET_OPEN) {
      int size = TakeFrame(into);
      if (size != 0) {
        return size > 0 ? size : 0;
      }
    }
    return 0;
  }

  // Ends the connection; it is dialed again while it is wanted.
  void HangUp(const string why) {
    if (handle >= 0) {
      closesocket(handle);
    }
    if (state != WEBSOCKET_CLOSED) {
      nextDial = Monotonic() + backoff;
      backoff = backoff * 2 < BACKOFF_MAX_MICROS ? backoff * 2 : BACKOFF_MAX_MICROS;
    }
    if (why != "" && why != lastFault) {
      lastFault = why;
      Print("Tickpilot: WebSocket failed: ", host, ":", port, ": ", why);
    }
    handle = -1;
    state = WEBSOCKET_CLOSED;
    inSize = 0;
    outSize = 0;
    messageSize = 0;
  }

  void Close() {
    if (state == WEBSOCKET_OPEN) {
      uchar none[];
      Frame(0x8, none, 0);
      Push();
    }
    HangUp("");
    if (started) {
      WSACleanup();
    }
    started = false;
  }

 private:
  bool configured;
  bool started;
  string host;
  int port;
  string path;
  uchar octets[4];
  int handle;
  int state;
  int openings;
  long dialedAt;
  long nextDial;
  long backoff;
  string accept;
  string lastFault;
  uchar in[];
  int inSize;
  uchar out[];
  int outSize;
  uchar message[];
  int messageSize;
  uchar chunk[16384];

  // ws://A.B.C.D[:PORT][/PATH]
  bool Parse(const string address) {
    if (StringFind(address, "ws://") != 0) {
      return false;
    }
    string rest = StringSubstr(address, 5);
    int slash = StringFind(rest, "/");
    path = slash < 0 ? "/" : StringSubstr(rest, slash);
    string place = slash < 0 ? rest : Piece(rest, 0, slash);
    int colon = StringFind(place, ":");
    host = colon < 0 ? place : Piece(place, 0, colon);
    port = colon < 0 ? 80 : (int)StringToInteger(StringSubstr(place, colon + 1));
    string parts[];
    if (StringSplit(host, '.', parts) != 4 || port < 1 || port > 65535) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      int octet = (int)StringToInteger(parts[i]);
      if (octet < 0 || octet > 255 || IntegerToString(octet) != parts[i]) {
        return false;
      }
      octets[i] = (uchar)octet;
    }
    return true;
  }

  void Dial(const long now) {
    uchar data[512];
    if (!started && WSAStartup(0x0202, data) != 0) {
      return;
    }
    started = true;
    dialedAt = now;
    state = WEBSOCKET_DIALING;
    handle = socket(2, 1, 6);
    if (handle < 0) {
      HangUp("no socket");
      return;
    }
    uint nonblocking[1];
    nonblocking[0] = 1;
    ioctlsocket(handle, (int)SOCKET_NONBLOCKING, nonblocking);
    uchar address[16];
    ArrayInitialize(address, 0);
    address[0] = 2;
    address[2] = (uchar)(port >> 8);
    address[3] = (uchar)(port & 0xFF);
    for (int i = 0; i < 4; i++) {
      address[4 + i] = octets[i];
    }
    if (connect(handle, address, 16) != 0) {
      int error = WSAGetLastError();
      if (error != SOCKET_WOULD_BLOCK && error != SOCKET_IN_PROGRESS) {
        HangUp("connect error " + IntegerToString(error));
      }
    }
  }

  void AwaitConnection() {
    uint readable[SOCKET_SET];
    uint writable[SOCKET_SET];
    uint failed[SOCKET_SET];
    int now[2];
    readable[0] = 0;
    writable[0] = 1;
    writable[1] = (uint)handle;
    failed[0] = 1;
    failed[1] = (uint)handle;
    now[0] = 0;
    now[1] = 0;
    if (select(handle + 1, readable, writable, failed, now) <= 0) {
      return;
    }
    if (failed[0] > 0) {
      HangUp("connection refused");
      return;
    }
    state = WEBSOCKET_GREETING;
    Greet();
  }

  void Greet() {
    uchar nonce[16];
    uchar none[];
    uchar encoded[];
    uchar digest[];
    uchar bytes[];
    RandomBytes(nonce, 16);
    CryptEncode(CRYPT_BASE64, nonce, none, encoded);
    string key = BytesToText(encoded, 0, ArraySize(encoded));
    TextToBytes(key + WEBSOCKET_GUID, bytes);
    CryptEncode(CRYPT_HASH_SHA1, bytes, none, digest);
    CryptEncode(CRYPT_BASE64, digest, none, encoded);
    accept = BytesToText(encoded, 0, ArraySize(encoded));
    string request = "GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + IntegerToString(port)
                     + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                     + "\r\nSec-WebSocket-Version: 13\r\n";
    if (token != "") {
      request += "Authorization: Bearer " + token + "\r\n";
    }
    int count = TextToBytes(request + "\r\n", bytes);
    Queue(bytes, count);
    Push();
  }

  void AwaitUpgrade() {
    int end = -1;
    for (int i = 0; i + 3 < inSize && end < 0; i++) {
      if (in[i] == '\r' && in[i + 1] == '\n' && in[i + 2] == '\r' && in[i + 3] == '\n') {
        end = i;
      }
    }
    if (state != WEBSOCKET_GREETING || end < 0) {
      return;
    }
    string head = BytesToText(in, 0, end);
    if (StringFind(head, " 101 ") < 0 || StringFind(head, accept) < 0) {
      HangUp("bridge answers: " + StringSubstr(head, 0, StringFind(head, "\r\n")));
      return;
    }
    Drop(end + 4);
    state = WEBSOCKET_OPEN;
    openings++;
    backoff = BACKOFF_MICROS;
    lastFault = "";
  }

  // Everything that waits at the socket comes into `in`.
  void Pull() {
    while (handle >= 0 && inSize < WEBSOCKET_LIMIT) {
      int count = recv(handle, chunk, ArraySize(chunk), 0);
      if (count > 0) {
        if (inSize + count > ArraySize(in)) {
          ArrayResize(in, 2 * (inSize + count));
        }
        CopyBytes(in, chunk, inSize, 0, count);
        inSize += count;
      } else if (count == 0) {
        HangUp("bridge ended the connection");
      } else {
        int error = WSAGetLastError();
        if (error != SOCKET_WOULD_BLOCK) {
          HangUp("receive error " + IntegerToString(error));
        }
        return;
      }
    }
  }

  void Drop(const int count) {
    for (int i = count; i < inSize; i++) {
      in[i - count] = in[i];
    }
    inSize -= count;
  }

  // Takes one frame: bytes of a whole text message, -1 when there is no whole frame yet, 0 for frames of other kinds.
  int TakeFrame(uchar &into[]) {
    if (inSize < 2) {
      return -1;
    }
    int length = in[1] & 0x7F;
    int head = length == 126 ? 4 : length == 127 ? 10 : 2;
    if (inSize < head) {
      return -1;
    }
    if (length == 126) {
      length = (in[2] << 8) | in[3];
    } else if (length == 127) {
      length = LongLength();
    }
    if (length < 0 || length + messageSize > WEBSOCKET_LIMIT - 16 || (in[1] & 0x80) != 0) {
      HangUp("frame is malformed or too long");
      return -1;
    }
    if (inSize < head + length) {
      return -1;
    }
    int kind = in[0] & 0x0F;
    bool last = (in[0] & 0x80) != 0;
    int size = kind <= 2 ? TakeData(head, length, last, into) : TakeControl(kind, head, length);
    if (state == WEBSOCKET_OPEN) {
      Drop(head + length);
    }
    return size;
  }

  // Of a frame whose length takes 8 bytes; -1 when it is beyond all sense.
  int LongLength() const {
    for (int i = 2; i < 6; i++) {
      if (in[i] != 0) {
        return -1;
      }
    }
    return in[6] > 0x3F ? -1 : (in[6] << 24) | (in[7] << 16) | (in[8] << 8) | in[9];
  }

  int TakeData(const int head, const int length, const bool last, uchar &into[]) {
    if (messageSize + length > ArraySize(message)) {
      ArrayResize(message, 2 * (messageSize + length));
    }
    CopyBytes(message, in, messageSize, head, length);
    messageSize += length;
    if (!last || messageSize == 0) {
      return 0;
    }
    int size = messageSize;
    messageSize = 0;
    if (ArraySize(into) < size) {
      ArrayResize(into, size);
    }
    CopyBytes(into, message, 0, 0, size);
    return size;
  }

  int TakeControl(const int kind, const int head, const int length) {
    if (kind == 0x9) {
      uchar payload[];
      ArrayResize(payload, length);
      CopyBytes(payload, in, 0, head, length);
      Frame(0xA, payload, length);
      Push();
    } else if (kind == 0x8) {
      int code = length >= 2 ? (in[head] << 8) | in[head + 1] : 1005;
      HangUp("bridge closed with " + IntegerToString(code));
    }
    return 0;
  }

  // Clients mask what they send.
  void Frame(const int kind, const uchar &payload[], const int count) {
    int head = count < 126 ? 2 : count < 65536 ? 4 : 10;
    uchar frame[];
    uchar mask[4];
    RandomBytes(mask, 4);
    ArrayResize(frame, head + 4 + count);
    ArrayInitialize(frame, 0);
    frame[0] = (uchar)(0x80 | kind);
    if (head == 2) {
      frame[1] = (uchar)(0x80 | count);
    } else {
      frame[1] = (uchar)(0x80 | (head == 4 ? 126 : 127));
      for (int i = 0; i < (head == 4 ? 2 : 4); i++) {
        frame[head - 1 - i] = (uchar)((count >> (8 * i)) & 0xFF);
      }
    }
    for (int i = 0; i < 4; i++) {
      frame[head + i] = mask[i];
    }
    for (int i = 0; i < count; i++) {
      frame[head + 4 + i] = (uchar)(payload[i] ^ mask[i & 3]);
    }
    Queue(frame, head + 4 + count);
  }

  void Queue(const uchar &bytes[], const int count) {
    if (outSize + count > ArraySize(out)) {
      ArrayResize(out, 2 * (outSize + count));
    }
    CopyBytes(out, bytes, outSize, 0, count);
    outSize += count;
  }

  // As much as the socket takes.
  void Push() {
    if (handle < 0 || outSize == 0) {
      return;
    }
    int sent = send(handle, out, outSize, 0);
    if (sent < 0) {
      int error = WSAGetLastError();
      if (error != SOCKET_WOULD_BLOCK) {
        HangUp("send error " + IntegerToString(error));
      }
      return;
    }
    for (int i = sent; i < outSize; i++) {
      out[i - sent] = out[i];
    }
    outSize -= sent;
  }
};
