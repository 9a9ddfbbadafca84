// Bytes, hexadecimal and IEEE 754 without type punning.
#property strict

#define MICROS_PER_SECOND 1000000
#define MICROS_PER_MILLI 1000

// UTF-8 of a text, without a zero at the end. Returns how many bytes.
int TextToBytes(const string text, uchar &bytes[]) {
  ArrayResize(bytes, 0);
  if (StringLen(text) == 0) {
    return 0;
  }
  int count = StringToCharArray(text, bytes, 0, -1, CP_UTF8);
  while (count > 0 && bytes[count - 1] == 0) {
    count--;
  }
  ArrayResize(bytes, count);
  return count;
}

string BytesToText(const uchar &bytes[], const int from, const int count) {
  return count <= 0 ? "" : CharArrayToString(bytes, from, count, CP_UTF8);
}

// A part of a text. MQL4's own function takes a length of 0 for "up to the end".
string Piece(const string text, const int from, const int count) {
  return count <= 0 ? "" : StringSubstr(text, from, count);
}

// MQL4's own function takes a count of 0 for the whole array.
void CopyBytes(uchar &to[], const uchar &from[], const int toStart, const int fromStart, const int count) {
  if (count > 0) {
    ArrayCopy(to, from, toStart, fromStart, count);
  }
}

string ToHex(const uchar &bytes[]) {
  string hex = "";
  for (int i = 0; i < ArraySize(bytes); i++) {
    hex += StringFormat("%02x", (int)bytes[i]);
  }
  return hex;
}

int HexDigit(const int character) {
  if (character >= '0' && character <= '9') {
    return character - '0';
  }
  if (character >= 'a' && character <= 'f') {
    return character - 'a' + 10;
  }
  return character >= 'A' && character <= 'F' ? character - 'A' + 10 : -1;
}

// False when the text is not hexadecimal.
bool FromHex(const string hex, uchar &bytes[]) {
  int count = StringLen(hex) / 2;
  ArrayResize(bytes, count);
  for (int i = 0; i < count; i++) {
    int high = HexDigit(StringGetCharacter(hex, 2 * i));
    int low = HexDigit(StringGetCharacter(hex, 2 * i + 1));
    if (high < 0 || low < 0) {
      return false;
    }
    bytes[i] = (uchar)(high * 16 + low);
  }
  return StringLen(hex) % 2 == 0;
}

string Sha256(const uchar &bytes[]) {
  uchar none[];
  uchar hash[];
  if (CryptEncode(CRYPT_HASH_SHA256, bytes, none, hash) <= 0) {
    return "";
  }
  return ToHex(hash);
}

string Sha256OfText(const string text) {
  uchar bytes[];
  TextToBytes(text, bytes);
  return Sha256(bytes);
}

// value * 2^exponent, exact while the result is a normal number.
double TimesPowerOfTwo(double value, int exponent) {
  while (exponent >= 32) {
    value *= 4294967296.0;
    exponent -= 32;
  }
  while (exponent <= -32) {
    value /= 4294967296.0;
    exponent += 32;
  }
  for (; exponent > 0; exponent--) {
    value *= 2.0;
  }
  for (; exponent < 0; exponent++) {
    value /= 2.0;
  }
  return value;
}

// A number from the bits of an IEEE 754 double. What is not finite becomes 0 and clears `finite`.
double BitsToDouble(const ulong bits, bool &finite) {
  int exponent = (int)((bits >> 52) & 0x7FF);
  long mantissa = (long)(bits & 0xFFFFFFFFFFFFF);
  finite = exponent != 0x7FF;
  if (!finite) {
    return 0.0;
  }
  double value = exponent == 0 ? TimesPowerOfTwo((double)mantissa, -1074)
                               : TimesPowerOfTwo((double)(mantissa | 0x10000000000000), exponent - 1075);
  return (bits >> 63) != 0 ? -value : value;
}

// Of a finite number; below the smallest normal number 0.
ulong DoubleToBits(const double number) {
  if (number == 0.0 || !MathIsValidNumber(number)) {
    return 0;
  }
  double value = MathAbs(number);
  int exponent = 0;
  while (value >= 4294967296.0) {
    value /= 4294967296.0;
    exponent += 32;
  }
  while (value < 1.0 / 4294967296.0) {
    value *= 4294967296.0;
    exponent -= 32;
  }
  while (value >= 2.0) {
    value /= 2.0;
    exponent++;
  }
  while (value < 1.0) {
    value *= 2.0;
    exponent--;
  }
  if (exponent < -1022) {
    return 0;
  }
  ulong bits = (ulong)(long)((value - 1.0) * 4503599627370496.0);
  bits |= ((ulong)(exponent + 1023)) << 52;
  return number < 0 ? bits | ((ulong)1 << 63) : bits;
}

// The shortest usual text that reads back as the same number.
string NumberText(const double value) {
  string text = StringFormat("%.15g", value);
  return StringToDouble(text) == value ? text : StringFormat("%.17g", value);
}

// Not for keys: nonces and masks only.
void RandomBytes(uchar &bytes[], const int count) {
  static bool seeded = false;
  if (!seeded) {
    seeded = true;
    MathSrand((int)(GetTickCount() ^ (uint)TimeLocal()));
  }
  for (int i = 0; i < count; i++) {
    bytes[i] = (uchar)((MathRand() >> 3) & 0xFF);
  }
}
