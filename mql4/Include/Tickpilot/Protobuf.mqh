// Protobuf's wire format over arrays of bytes: varints, doubles, texts and nested messages, which is all that Tickpilot's
// schema uses. Zeros are left out, unknown fields are passed over.
#property strict
#include <Tickpilot/Bytes.mqh>

#define WIRE_VARINT 0
#define WIRE_FIXED64 1
#define WIRE_BYTES 2
#define WIRE_FIXED32 5

class ProtoWriter {
 public:
  uchar bytes[];
  int size;

  void Reset() {
    size = 0;
  }

  void Number(const int field, const long value) {
    if (value != 0) {
      Varint((ulong)(field * 8 + WIRE_VARINT));
      Varint((ulong)value);
    }
  }

  void Flag(const int field, const bool value) {
    Number(field, value ? 1 : 0);
  }

  void Real(const int field, const double value) {
    ulong bits = DoubleToBits(value);
    if (bits != 0) {
      Fixed64(field, bits);
    }
  }

  void Fixed64(const int field, const ulong bits) {
    Varint((ulong)(field * 8 + WIRE_FIXED64));
    for (int i = 0; i < 8; i++) {
      Append((uchar)((bits >> (8 * i)) & 0xFF));
    }
  }

  void Text(const int field, const string value) {
    uchar utf8[];
    int count = TextToBytes(value, utf8);
    if (count > 0) {
      Bytes(field, utf8, count);
    }
  }

  void Bytes(const int field, const uchar &value[], const int count) {
    Varint((ulong)(field * 8 + WIRE_BYTES));
    Varint((ulong)count);
    Raw(value, count);
  }

  // What is already encoded.
  void Raw(const uchar &value[], const int count) {
    Reserve(count);
    CopyBytes(bytes, value, size, 0, count);
    size += count;
  }

  // A nested message is everything until End, which wants what Begin gave.
  int Begin(const int field) {
    Varint((ulong)(field * 8 + WIRE_BYTES));
    return size;
  }

  void End(const int mark) {
    int length = size - mark;
    int room = 1;
    for (int rest = length >> 7; rest > 0; rest >>= 7) {
      room++;
    }
    Reserve(room);
    for (int i = size - 1; i >= mark; i--) {
      bytes[i + room] = bytes[i];
    }
    size = mark;
    Varint((ulong)length);
    size += length;
  }

 private:
  void Varint(ulong value) {
    while (value >= 0x80) {
      Append((uchar)((value & 0x7F) | 0x80));
      value >>= 7;
    }
    Append((uchar)value);
  }

  void Append(const uchar value) {
    Reserve(1);
    bytes[size++] = value;
  }

  void Reserve(const int more) {
    if (size + more > ArraySize(bytes)) {
      ArrayResize(bytes, 2 * (size + more) + 256);
    }
  }
};

// Walks over the fields of one message inside an array of bytes. A fault ends the walk and clears `ok`.
class ProtoReader {
 public:
  int at;
  int end;
  bool ok;
  int field;
  int wire;

  void Over(const int from, const int to) {
    at = from;
    end = to;
    ok = true;
    field = 0;
    wire = 0;
  }

  // Goes to the next field, whose value must then be read or skipped.
  bool Next(const uchar &data[]) {
    if (!ok || at >= end) {
      return false;
    }
    ulong tag = Varint(data);
    field = (int)(tag >> 3);
    wire = (int)(tag & 7);
    ok = ok && field > 0;
    return ok;
  }

  long Number(const uchar &data[]) {
    return Expect(WIRE_VARINT) ? (long)Varint(data) : 0;
  }

  double Real(const uchar &data[]) {
    if (!Expect(WIRE_FIXED64) || !Has(8)) {
      return 0.0;
    }
    ulong bits = 0;
    for (int i = 7; i >= 0; i--) {
      bits = (bits << 8) | (ulong)data[at + i];
    }
    at += 8;
    bool finite = true;
    double value = BitsToDouble(bits, finite);
    ok = ok && finite;
    return value;
  }

  string Text(const uchar &data[]) {
    int count = Length(data);
    if (!ok) {
      return "";
    }
    at += count;
    return BytesToText(data, at - count, count);
  }

  void Nested(const uchar &data[], ProtoReader &inner) {
    int count = Length(data);
    inner.Over(at, at + count);
    inner.ok = ok;
    at += count;
  }

  void Skip(const uchar &data[]) {
    int count = 0;
    if (wire == WIRE_VARINT) {
      Varint(data);
    } else if (wire == WIRE_FIXED64) {
      count = 8;
    } else if (wire == WIRE_BYTES) {
      count = Length(data);
    } else if (wire == WIRE_FIXED32) {
      count = 4;
    } else {
      ok = false;
    }
    if (Has(count)) {
      at += count;
    }
  }

  // What a nested walk found is true of the whole message.
  void Join(const ProtoReader &inner) {
    ok = ok && inner.ok;
  }

 private:
  bool Expect(const int type) {
    ok = ok && wire == type;
    return ok;
  }

  bool Has(const int count) {
    ok = ok && count >= 0 && count <= end - at;
    return ok;
  }

  int Length(const uchar &data[]) {
    ulong count = Expect(WIRE_BYTES) ? Varint(data) : 0;
    ok = ok && count <= (ulong)(end - at);
    return ok ? (int)count : 0;
  }

  ulong Varint(const uchar &data[]) {
    ulong value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!Has(1)) {
        return 0;
      }
      uchar one = data[at++];
      value |= ((ulong)(one & 0x7F)) << shift;
      if ((one & 0x80) == 0) {
        return value;
      }
    }
    ok = false;
    return 0;
  }
};
