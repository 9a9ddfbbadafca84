// The keys of the connection. The trader copies the bridge's key file to MQL4/Files/Tickpilot/keys.txt; the EA seals it and deletes the
// copy. AES-256 in counter mode with an HMAC over SHA-256: whoever has neither the passphrase nor this program cannot read it. With the
// built-in passphrase that is obfuscation only, for it ships in the program.
#property strict
#include <Tickpilot/Files.mqh>

#define BUILT_IN_PASSPHRASE "tickpilot: obfuscation, no secret"
#define NONCE_BYTES 16
#define MAC_BYTES 32
#define HMAC_BLOCK 64

class Secrets {
 public:
  string serverKey;
  string publicKey;
  string secretKey;
  string webSocketToken;

  // Empty when all is well or there is nothing to read; else why it cannot be used.
  string Load() {
    Clear();
    string plainName = FOLDER + "\\keys.txt";
    string sealedName = FOLDER + "\\keys.dat";
    uchar bytes[];
    if (ReadBytes(plainName, bytes)) {
      string fault = Parse(BytesToText(bytes, 0, ArraySize(bytes)));
      if (fault != "") {
        return plainName + ": " + fault;
      }
      uchar sealedBytes[];
      int count = Seal(bytes, sealedBytes);
      if (count > 0 && WriteBytes(sealedName, sealedBytes, count)) {
        FileDelete(plainName);
      }
      return "";
    }
    if (!ReadBytes(sealedName, bytes)) {
      return "";
    }
    uchar plain[];
    if (!Unseal(bytes, plain)) {
      return sealedName + " was changed or has another passphrase";
    }
    string fault = Parse(BytesToText(plain, 0, ArraySize(plain)));
    return fault == "" ? "" : sealedName + ": " + fault;
  }

  // HMAC over SHA-256, as 32 bytes.
  bool Mac(const uchar &data[], const int size, uchar &mac[]) {
    uchar key[];
    uchar inner[];
    uchar outer[];
    uchar none[];
    uchar digest[];
    KeyFor("mac", key);
    ArrayResize(inner, HMAC_BLOCK + size);
    ArrayResize(outer, HMAC_BLOCK + MAC_BYTES);
    for (int i = 0; i < HMAC_BLOCK; i++) {
      uchar one = i < ArraySize(key) ? key[i] : (uchar)0;
      inner[i] = (uchar)(one ^ 0x36);
      outer[i] = (uchar)(one ^ 0x5C);
    }
    CopyBytes(inner, data, HMAC_BLOCK, 0, size);
    if (CryptEncode(CRYPT_HASH_SHA256, inner, none, digest) != MAC_BYTES) {
      return false;
    }
    CopyBytes(outer, digest, HMAC_BLOCK, 0, MAC_BYTES);
    return CryptEncode(CRYPT_HASH_SHA256, outer, none, mac) == MAC_BYTES;
  }

 private:
  void Clear() {
    serverKey = "";
    publicKey = "";
    secretKey = "";
    webSocketToken = "";
  }

  // Lines of name = "value"; others are passed over.
  string Parse(const string text) {
    string lines[];
    int count = StringSplit(text, '\n', lines);
    for (int i = 0; i < count; i++) {
      int equals = StringFind(lines[i], "=");
      int open = StringFind(lines[i], "\"");
      int close = open < 0 ? -1 : StringFind(lines[i], "\"", open + 1);
      if (equals > 0 && open > equals && close > open) {
        Take(StringTrimLeft(StringTrimRight(StringSubstr(lines[i], 0, equals))),
             Piece(lines[i], open + 1, close - open - 1));
      }
    }
    bool none = serverKey == "" && publicKey == "" && secretKey == "";
    bool all = StringLen(serverKey) == 40 && StringLen(publicKey) == 40 && StringLen(secretKey) == 40;
    return none || all ? "" : "server-key, public-key and secret-key must have 40 characters each";
  }

  void Take(const string name, const string value) {
    if (name == "server-key") {
      serverKey = value;
    } else if (name == "public-key") {
      publicKey = value;
    } else if (name == "secret-key") {
      secretKey = value;
    } else if (name == "websocket-token") {
      webSocketToken = value;
    }
  }

  void KeyFor(const string purpose, uchar &key[]) {
    uchar bytes[];
    uchar none[];
    TextToBytes(purpose + ":" + (Passphrase == "" ? BUILT_IN_PASSPHRASE : Passphrase), bytes);
    CryptEncode(CRYPT_HASH_SHA256, bytes, none, key);
  }

  // Nonce, text, HMAC. Returns how many bytes.
  int Seal(const uchar &plain[], uchar &sealedBytes[]) {
    int size = ArraySize(plain);
    uchar nonce[];
    uchar mac[];
    uchar stream[];
    Nonce(plain, nonce);
    if (!KeyStream(nonce, size, stream)) {
      return 0;
    }
    ArrayResize(sealedBytes, NONCE_BYTES + size);
    CopyBytes(sealedBytes, nonce, 0, 0, NONCE_BYTES);
    for (int i = 0; i < size; i++) {
      sealedBytes[NONCE_BYTES + i] = (uchar)(plain[i] ^ stream[i]);
    }
    if (!Mac(sealedBytes, NONCE_BYTES + size, mac)) {
      return 0;
    }
    ArrayResize(sealedBytes, NONCE_BYTES + size + MAC_BYTES);
    CopyBytes(sealedBytes, mac, NONCE_BYTES + size, 0, MAC_BYTES);
    return NONCE_BYTES + size + MAC_BYTES;
  }

  bool Unseal(const uchar &sealedBytes[], uchar &plain[]) {
    int size = ArraySize(sealedBytes) - NONCE_BYTES - MAC_BYTES;
    uchar mac[];
    uchar nonce[];
    uchar stream[];
    if (size < 0 || !Mac(sealedBytes, NONCE_BYTES + size, mac)) {
      return false;
    }
    int differ = 0;
    for (int i = 0; i < MAC_BYTES; i++) {
      differ |= mac[i] ^ sealedBytes[NONCE_BYTES + size + i];
    }
    ArrayResize(nonce, NONCE_BYTES);
    CopyBytes(nonce, sealedBytes, 0, 0, NONCE_BYTES);
    if (differ != 0 || !KeyStream(nonce, size, stream)) {
      return false;
    }
    ArrayResize(plain, size);
    for (int i = 0; i < size; i++) {
      plain[i] = (uchar)(sealedBytes[NONCE_BYTES + i] ^ stream[i]);
    }
    return true;
  }

  // From the content, the time and chance: never the same for two contents.
  void Nonce(const uchar &plain[], uchar &nonce[]) {
    uchar seed[];
    uchar none[];
    uchar digest[];
    ArrayResize(seed, 16);
    RandomBytes(seed, 16);
    int size = ArraySize(plain);
    ArrayResize(seed, 16 + size);
    CopyBytes(seed, plain, 16, 0, size);
    CryptEncode(CRYPT_HASH_SHA256, seed, none, digest);
    ArrayResize(nonce, NONCE_BYTES);
    CopyBytes(nonce, digest, 0, 0, NONCE_BYTES);
  }

  // MetaTrader's AES is ECB; over a counter it gives a stream to add, which tells nothing of equal blocks.
  bool KeyStream(const uchar &nonce[], const int size, uchar &stream[]) {
    int blocks = size / 16 + 1;
    uchar counters[];
    uchar key[];
    ArrayResize(counters, blocks * 16);
    for (int i = 0; i < blocks; i++) {
      CopyBytes(counters, nonce, i * 16, 0, 16);
      counters[i * 16 + 14] = (uchar)(counters[i * 16 + 14] ^ ((i >> 8) & 0xFF));
      counters[i * 16 + 15] = (uchar)(counters[i * 16 + 15] ^ (i & 0xFF));
    }
    KeyFor("aes", key);
    return CryptEncode(CRYPT_AES256, counters, key, stream) >= size;
  }
};

Secrets secrets;
