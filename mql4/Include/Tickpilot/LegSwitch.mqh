// Which of the two legs is stood on, by what was heard over each. ZeroMQ is the leg of choice: it is left when it is silent and the
// WebSocket is open, and taken again once it has been well for a while, or is well and the WebSocket is not.
#property strict
#include <Tickpilot/Bytes.mqh>

// The bridge publishes at least once a second.
#define PUBLISHED_EVERY_MICROS 1000000

class LegSwitch {
 public:
  void Start(const bool fallback, const long now) {
    hasFallback = fallback;
    answeredAt = now;
    publishedAt = now;
    wellSince = now;
    webSocketAt = now;
    onWebSocket = false;
    switches = 0;
  }

  void ZeroMqAnswered(const long now) {
    if (!IsZeroMqWell(now)) {
      wellSince = now;
    }
    answeredAt = now;
  }

  void ZeroMqPublished(const long now) {
    if (!IsZeroMqWell(now)) {
      wellSince = now;
    }
    publishedAt = now;
  }

  void WebSocketAnswered(const long now) {
    webSocketAt = now;
  }

  // Whether another leg is stood on than before.
  bool Decide(const bool webSocketOpen, const long now) {
    if (!hasFallback) {
      return false;
    }
    bool before = onWebSocket;
    bool well = IsZeroMqWell(now);
    if (!onWebSocket) {
      onWebSocket = !well && webSocketOpen;
      webSocketAt = now;
    } else if (well) {
      bool webSocketWell = webSocketOpen && now - webSocketAt <= FailMicros();
      onWebSocket = webSocketWell && now - wellSince < (long)RecoverAfterMillis * MICROS_PER_MILLI;
    }
    switches += before != onWebSocket ? 1 : 0;
    return before != onWebSocket;
  }

  bool IsOnWebSocket() const {
    return onWebSocket;
  }

  bool WantsWebSocket(const long now) const {
    return hasFallback && (onWebSocket || !IsZeroMqWell(now));
  }

  bool IsWebSocketSilent(const long now) const {
    return onWebSocket && now - webSocketAt > FailMicros();
  }

  int Switches() const {
    return switches;
  }

 private:
  bool hasFallback;
  long answeredAt;
  long publishedAt;
  long wellSince;
  long webSocketAt;
  bool onWebSocket;
  int switches;

  long FailMicros() const {
    return (long)FailAfterMillis * MICROS_PER_MILLI;
  }

  bool IsZeroMqWell(const long now) const {
    return now - answeredAt <= FailMicros() && now - publishedAt <= FailMicros() + PUBLISHED_EVERY_MICROS;
  }
};
