// Time in microseconds. The PC's clock shows whole seconds and may be wrong; the bridge's is reached through four time stamps.
#property strict
#include <Tickpilot/Bytes.mqh>
#include <Tickpilot/Inputs.mqh>

#define CLOCK_WINDOW 16
#define CLOCK_JUMP_MICROS 3000000

// Microseconds since the EA was loaded; never goes back.
long Monotonic() {
  return (long)GetMicrosecondCount();
}

// The bridge's clock, by the offset of the lowest round trip among the last heartbeats, where the two ways are most alike.
class ClockSync {
 public:
  void Start() {
    anchor = (long)TimeGMT() * MICROS_PER_SECOND - Monotonic();
    anchoredAt = Local();
    count = 0;
    streamBrokerTime = 0;
    streamMicros = 0;
  }

  // This PC's clock as it was at the start, counted on.
  long Local() const {
    return anchor + Monotonic();
  }

  // A PC that slept or whose clock was set counts anew; until the next heartbeat the bridge's time is not known.
  void CheckJump() {
    long wall = (long)TimeGMT() * MICROS_PER_SECOND;
    if (MathAbs((double)(wall - Local())) > CLOCK_JUMP_MICROS) {
      Start();
    }
  }

  // An answer to a question that was asked by another clock tells nothing.
  void Heartbeat(const long clientSend, const long bridgeReceive, const long bridgeSend) {
    long clientReceive = Local();
    if (clientSend < anchoredAt || clientSend > clientReceive) {
      return;
    }
    int slot = count % CLOCK_WINDOW;
    long roundTrip = (clientReceive - clientSend) - (bridgeSend - bridgeReceive);
    roundTrips[slot] = roundTrip > 0 ? roundTrip : 0;
    offsets[slot] = ((bridgeReceive - clientSend) + (bridgeSend - clientReceive)) / 2;
    count++;
  }

  // The market's clock, which the bridge publishes each second. In between it goes on as the broker's does.
  void Stream(const long micros) {
    streamMicros = micros;
    streamBrokerTime = (long)TimeCurrent();
  }

  bool Known() const {
    return FollowStreamClock ? streamMicros > 0 : count > 0;
  }

  // Of the last heartbeat; -1 before the first.
  long RoundTripMicros() const {
    return count == 0 ? -1 : roundTrips[(count - 1) % CLOCK_WINDOW];
  }

  // The bridge's clock less this one's.
  long OffsetMicros() const {
    int best = 0;
    for (int i = 1; i < count && i < CLOCK_WINDOW; i++) {
      if (roundTrips[i] < roundTrips[best]) {
        best = i;
      }
    }
    return count == 0 ? 0 : offsets[best];
  }

  // The bridge's clock, or this PC's before the first heartbeat.
  long Wall() const {
    return Local() + OffsetMicros();
  }

  // When something happened so long ago, to be kept: below 0 by this PC's clock while the bridge's is not known.
  long Stamp(const long ago) const {
    return IsTesting() || Known() ? Now() - ago : ago - Local();
  }

  // The bridge's time of what was kept.
  long TimeOf(const long stamp) const {
    if (stamp >= 0) {
      return stamp;
    }
    return FollowStreamClock ? Now() : OffsetMicros() - stamp;
  }

  // By which signals expire.
  long Now() const {
    if (IsTesting()) {
      return ((long)TimeCurrent() - (long)TesterUtcOffsetMinutes * 60) * MICROS_PER_SECOND;
    }
    if (FollowStreamClock && streamMicros > 0) {
      return streamMicros + ((long)TimeCurrent() - streamBrokerTime) * MICROS_PER_SECOND;
    }
    return Wall();
  }

 private:
  long anchor;
  long anchoredAt;
  int count;
  long roundTrips[CLOCK_WINDOW];
  long offsets[CLOCK_WINDOW];
  long streamMicros;
  long streamBrokerTime;
};

ClockSync bridgeClock;
