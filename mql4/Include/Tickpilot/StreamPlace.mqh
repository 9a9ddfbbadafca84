// Where the EA is in the bridge's stream of signals and commands: sees gaps by sequence and a bridge that took over by epoch. What
// is missing is asked for once; what of the answer got lost on the way is asked for again.
#property strict

// Far more than a bridge keeps.
#define REPLAY_MOST 1000000

class StreamPlace {
 public:
  int epoch;
  int gaps;

  void Start() {
    epoch = -1;
    lastSequence = 0;
    missingFrom = -1;
    gaps = 0;
    replayRequest = 0;
    replayFrom = 0;
    cameCount = 0;
    ArrayResize(came, 0);
  }

  // The bridge's greeting is believed, also when it names an older stream.
  void Welcome(const int streamEpoch, const long nextSequence) {
    if (streamEpoch < epoch) {
      epoch = -1;
    }
    Follow(streamEpoch, nextSequence - 1);
  }

  // The stream's clock names the last sequence and takes none itself.
  void Clock(const int streamEpoch, const long sequence) {
    Follow(streamEpoch, sequence);
  }

  void Published(const int streamEpoch, const long sequence) {
    Follow(streamEpoch, sequence - 1);
    if (streamEpoch == epoch && sequence > lastSequence) {
      lastSequence = sequence;
    }
  }

  // First sequence to ask for; -1: nothing is missing, or an answer is awaited.
  long Missing() const {
    return replayRequest == 0 ? missingFrom : -1;
  }

  void Asked(const long request) {
    replayRequest = request;
    replayFrom = missingFrom;
    missingFrom = -1;
    cameCount = 0;
    ArrayResize(came, 0);
  }

  void Replayed(const long request, const long sequence) {
    if (request != replayRequest) {
      return;
    }
    long place = sequence - replayFrom;
    if (place < 0 || place >= REPLAY_MOST) {
      return;
    }
    int size = ArraySize(came);
    if (place >= size) {
      ArrayResize(came, 2 * (int)place + 64);
      ArrayFill(came, size, ArraySize(came) - size, 0);
    }
    cameCount += came[(int)place] == 0 ? 1 : 0;
    came[(int)place] = 1;
  }

  void ReplayEnded(const long request, const int sent) {
    if (request != replayRequest) {
      return;
    }
    replayRequest = 0;
    if (cameCount < sent) {
      Miss(replayFrom);
    }
  }

  // The bridge refused to answer: nothing more will come of that request.
  void ReplayRefused(const long request) {
    replayRequest = request == replayRequest ? 0 : replayRequest;
  }

 private:
  long lastSequence;
  long missingFrom;
  long replayRequest;
  long replayFrom;
  uchar came[];  // by distance from the first sequence asked for: 1 when it was answered with
  int cameCount;

  // Up to a sequence everything should have been seen.
  void Follow(const int streamEpoch, const long upTo) {
    if (streamEpoch < epoch) {
      return;
    }
    if (streamEpoch > epoch) {
      epoch = streamEpoch;
      missingFrom = 1;
      lastSequence = upTo;
    } else if (upTo > lastSequence) {
      gaps++;
      Miss(lastSequence + 1);
      lastSequence = upTo;
    }
  }

  void Miss(const long from) {
    missingFrom = missingFrom < 0 || from < missingFrom ? from : missingFrom;
  }
};
