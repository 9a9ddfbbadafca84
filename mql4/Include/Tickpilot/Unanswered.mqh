// Requests on their way, and when to repeat them: all of them, oldest first, when no answer came for too long.
#property strict
#include <Tickpilot/Bytes.mqh>

#define IN_FLIGHT 32
#define RESEND_MICROS 500000
#define RESEND_BACKOFF 10

struct Request {
  long number;    // 0: this place is free
  long order;     // 0: asks for something, carries no event
  long report;    // sequence of the report it carries, or 0
  int size;
  uchar frame[];
};

class Unanswered {
 public:
  Request requests[IN_FLIGHT];

  void Start() {
    for (int i = 0; i < IN_FLIGHT; i++) {
      requests[i].number = 0;
    }
    count = 0;
    waitMicros = RESEND_MICROS;
    since = 0;
  }

  int Count() const {
    return count;
  }

  bool IsFull() const {
    return count == IN_FLIGHT;
  }

  void Add(const long number, const long order, const long report, const uchar &frame[], const int size,
           const long now) {
    int place = 0;
    while (requests[place].number != 0) {
      place++;
    }
    since = count == 0 ? now : since;
    requests[place].number = number;
    requests[place].order = order;
    requests[place].report = report;
    requests[place].size = size;
    ArrayResize(requests[place].frame, size);
    CopyBytes(requests[place].frame, frame, 0, 0, size);
    count++;
  }

  // Place of what was answered, which is free from now on; -1 when it was answered before.
  int Answered(const long number, const long now) {
    for (int i = 0; i < IN_FLIGHT; i++) {
      if (number != 0 && requests[i].number == number) {
        requests[i].number = 0;
        count--;
        since = now;
        waitMicros = RESEND_MICROS;
        return i;
      }
    }
    return -1;
  }

  bool IsDue(const long now) const {
    return count > 0 && now - since >= waitMicros;
  }

  void Repeated(const long now) {
    since = now;
    waitMicros = waitMicros * 2 < RESEND_MICROS * RESEND_BACKOFF ? waitMicros * 2 : RESEND_MICROS * RESEND_BACKOFF;
  }

  // The bridge is there again, or takes nothing before then: what it missed is due at that time.
  void DueAt(const long micros) {
    waitMicros = RESEND_MICROS;
    since = micros - RESEND_MICROS;
  }

  // Place of the next request in the order first sent; -1 behind the last. Begins after `number`.
  int Next(const long number) const {
    int best = -1;
    for (int i = 0; i < IN_FLIGHT; i++) {
      if (requests[i].number > number && (best < 0 || requests[i].number < requests[best].number)) {
        best = i;
      }
    }
    return best;
  }

  // Order of the oldest request that carries events; `next` when all are acknowledged.
  long OldestOrder(const long next) const {
    long oldest = next;
    for (int i = 0; i < IN_FLIGHT; i++) {
      if (requests[i].number != 0 && requests[i].order > 0 && requests[i].order < oldest) {
        oldest = requests[i].order;
      }
    }
    return oldest;
  }

 private:
  int count;
  long waitMicros;
  long since;
};
