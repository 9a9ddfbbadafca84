// Two ZeroMQ sockets over libzmq's plain C functions: DEALER to the bridge's control, SUB for its signals. Nothing here waits, but
// the first receive of a timer when the trader asked for it. MetaTrader 4 is a 32-bit program and keeps pointers in an int.
#property strict
#include <Tickpilot/Bytes.mqh>

#import "libzmq.dll"
int zmq_ctx_new(void);
int zmq_ctx_term(int context);
int zmq_socket(int context, int type);
int zmq_close(int handle);
int zmq_connect(int handle, const uchar &address[]);
int zmq_setsockopt(int handle, int option, const uchar &value[], int length);
int zmq_getsockopt(int handle, int option, uchar &value[], uchar &length[]);
int zmq_recv(int handle, uchar &buffer[], int length, int flags);
int zmq_send(int handle, const uchar &buffer[], int length, int flags);
int zmq_errno(void);
#import

#define ZMQ_SUB 2
#define ZMQ_DEALER 5
#define ZMQ_SUBSCRIBE 6
#define ZMQ_RCVMORE 13
#define ZMQ_LINGER 17
#define ZMQ_RECONNECT_IVL 18
#define ZMQ_RECONNECT_IVL_MAX 21
#define ZMQ_SNDHWM 23
#define ZMQ_RCVHWM 24
#define ZMQ_RCVTIMEO 27
#define ZMQ_IMMEDIATE 39
#define ZMQ_CURVE_PUBLICKEY 48
#define ZMQ_CURVE_SECRETKEY 49
#define ZMQ_CURVE_SERVERKEY 50
#define ZMQ_HANDSHAKE_IVL 66
#define ZMQ_DONTWAIT 1

#define FRAME_LIMIT 262144
#define RECEIVE_HIGH_WATER 10000
#define SEND_HIGH_WATER 1000

class ZeroMqLeg {
 public:
  string serverKey;
  string publicKey;
  string secretKey;

  // Before anything else; the sockets then live in a context of their own.
  bool Open(const string controls, const string publishers) {
    dealer = 0;
    subscriber = 0;
    active = 0;
    controlCount = StringSplit(controls, ',', controlAddresses);
    publisherCount = StringSplit(publishers, ',', publisherAddresses);
    ArrayResize(buffer, FRAME_LIMIT);
    context = zmq_ctx_new();
    return context != 0 && OpenDealer() && OpenSubscriber();
  }

  void Close() {
    CloseSocket(dealer);
    CloseSocket(subscriber);
    if (context != 0) {
      zmq_ctx_term(context);
    }
    context = 0;
  }

  int ControlCount() const {
    return controlCount;
  }

  // Leaves the bridge that does not answer, or stands by, for the next of the list; with one only, dials it anew.
  void NextControl() {
    active = (active + 1) % controlCount;
    OpenDealer();
  }

  void Resubscribe() {
    OpenSubscriber();
  }

  bool Send(const uchar &frame[], const int size) {
    return dealer != 0 && zmq_send(dealer, frame, size, ZMQ_DONTWAIT) >= 0;
  }

  // Bytes of the next answer in `into`, 0 when nothing waits.
  int ReceiveAnswer(uchar &into[]) {
    return dealer == 0 ? 0 : Receive(dealer, into, ZMQ_DONTWAIT);
  }

  // As above, for the stream; its first frame, the symbol, is passed over. `wait`: up to ReceiveWaitMillis.
  int ReceivePublished(uchar &into[], const bool wait) {
    if (subscriber == 0) {
      return 0;
    }
    return Receive(subscriber, into, wait && ReceiveWaitMillis > 0 ? 0 : ZMQ_DONTWAIT);
  }

 private:
  int context;
  int dealer;
  int subscriber;
  int active;
  int controlCount;
  int publisherCount;
  string controlAddresses[];
  string publisherAddresses[];
  uchar buffer[];

  bool OpenDealer() {
    CloseSocket(dealer);
    dealer = zmq_socket(context, ZMQ_DEALER);
    if (dealer == 0) {
      return false;
    }
    Option(dealer, ZMQ_SNDHWM, SEND_HIGH_WATER);
    Option(dealer, ZMQ_IMMEDIATE, 1);
    Configure(dealer);
    return Connect(dealer, controlAddresses[active]);
  }

  bool OpenSubscriber() {
    CloseSocket(subscriber);
    subscriber = zmq_socket(context, ZMQ_SUB);
    if (subscriber == 0) {
      return false;
    }
    uchar everything[1];
    everything[0] = 0;
    Option(subscriber, ZMQ_RCVTIMEO, ReceiveWaitMillis);
    Configure(subscriber);
    zmq_setsockopt(subscriber, ZMQ_SUBSCRIBE, everything, 0);
    bool connected = true;
    for (int i = 0; i < publisherCount; i++) {
      connected = Connect(subscriber, publisherAddresses[i]) && connected;
    }
    return connected;
  }

  // LINGER 0: MetaTrader ends an EA that takes longer than 2.5 s to stop.
  void Configure(const int handle) {
    Option(handle, ZMQ_LINGER, 0);
    Option(handle, ZMQ_RCVHWM, RECEIVE_HIGH_WATER);
    Option(handle, ZMQ_RECONNECT_IVL, 100);
    Option(handle, ZMQ_RECONNECT_IVL_MAX, 1000);
    Option(handle, ZMQ_HANDSHAKE_IVL, 2000);
    if (StringLen(serverKey) == 40) {
      Key(handle, ZMQ_CURVE_SERVERKEY, serverKey);
      Key(handle, ZMQ_CURVE_PUBLICKEY, publicKey);
      Key(handle, ZMQ_CURVE_SECRETKEY, secretKey);
    }
  }

  void CloseSocket(int &handle) {
    if (handle != 0) {
      zmq_close(handle);
    }
    handle = 0;
  }

  void Option(const int handle, const int option, const int value) {
    uchar bytes[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (uchar)((value >> (8 * i)) & 0xFF);
    }
    if (zmq_setsockopt(handle, option, bytes, 4) != 0) {
      PrintFormat("Tickpilot: libzmq does not take option %d: error %d", option, zmq_errno());
    }
  }

  // A key of 40 characters and a zero, as libzmq wants it.
  void Key(const int handle, const int option, const string key) {
    uchar bytes[];
    int count = TextToBytes(key, bytes);
    ArrayResize(bytes, count + 1);
    bytes[count] = 0;
    if (zmq_setsockopt(handle, option, bytes, count + 1) != 0) {
      PrintFormat("Tickpilot: libzmq does not take a CURVE key (option %d): error %d", option, zmq_errno());
    }
  }

  bool Connect(const int handle, const string address) {
    string trimmed = StringTrimLeft(StringTrimRight(address));
    uchar bytes[];
    int count = TextToBytes(trimmed, bytes);
    ArrayResize(bytes, count + 1);
    bytes[count] = 0;
    if (zmq_connect(handle, bytes) != 0) {
      PrintFormat("Tickpilot: address cannot be used: %s (error %d)", trimmed, zmq_errno());
      return false;
    }
    return true;
  }

  // The last frame of a message; one that is longer than the buffer is dropped.
  int Receive(const int handle, uchar &into[], const int flags) {
    int size = zmq_recv(handle, buffer, FRAME_LIMIT, flags);
    while (size >= 0 && More(handle)) {
      size = zmq_recv(handle, buffer, FRAME_LIMIT, ZMQ_DONTWAIT);
    }
    if (size <= 0) {
      return 0;
    }
    if (size > FRAME_LIMIT) {
      Print("Tickpilot: message is too long and dropped: ", size, " bytes");
      return 0;
    }
    if (ArraySize(into) < size) {
      ArrayResize(into, size);
    }
    CopyBytes(into, buffer, 0, 0, size);
    return size;
  }

  // The length is a size_t: the first 4 bytes for a 32-bit library.
  bool More(const int handle) {
    uchar value[4];
    uchar length[8];
    ArrayInitialize(value, 0);
    ArrayInitialize(length, 0);
    length[0] = 4;
    return zmq_getsockopt(handle, ZMQ_RCVMORE, value, length) == 0 && value[0] != 0;
  }
};
