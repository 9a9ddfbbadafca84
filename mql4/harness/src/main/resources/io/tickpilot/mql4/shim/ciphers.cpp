#include "crypt.hpp"

#include <array>
#include <vector>

namespace mql::crypt {

namespace {

constexpr char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

using Block = std::array<uint8_t, 16>;

uint8_t doubled(uint8_t value) { return static_cast<uint8_t>(value << 1 ^ (value & 0x80 ? 0x1B : 0)); }

uint8_t product(uint8_t a, uint8_t b) {
  uint8_t sum = 0;
  for (; b; b >>= 1, a = doubled(a)) {
    if (b & 1) sum ^= a;
  }
  return sum;
}

struct Boxes {
  std::array<uint8_t, 256> forward{}, backward{};

  // The inverse in the field of 256 elements, then an affine map (FIPS 197, 5.1.1).
  Boxes() {
    for (int i = 0; i < 256; i++) {
      uint8_t inverse = 0;
      for (int j = 1; j < 256 && i; j++) {
        if (product(static_cast<uint8_t>(i), static_cast<uint8_t>(j)) == 1) inverse = static_cast<uint8_t>(j);
      }
      uint8_t value = 0x63;
      for (int shift = 0; shift < 5; shift++) value ^= static_cast<uint8_t>(inverse << shift | inverse >> (8 - shift));
      forward[i] = value;
      backward[value] = static_cast<uint8_t>(i);
    }
  }
};

const Boxes& boxes() {
  static const Boxes both;
  return both;
}

std::vector<uint8_t> schedule(const std::string& key) {
  size_t words = key.size() / 4, total = 4 * (words + 7);
  std::vector<uint8_t> out(key.begin(), key.end());
  uint8_t constant = 1;
  for (size_t i = words; i < total; i++) {
    std::array<uint8_t, 4> word{out[4 * i - 4], out[4 * i - 3], out[4 * i - 2], out[4 * i - 1]};
    if (i % words == 0) {
      word = {boxes().forward[word[1]], boxes().forward[word[2]], boxes().forward[word[3]], boxes().forward[word[0]]};
      word[0] ^= constant;
      constant = doubled(constant);
    } else if (words > 6 && i % words == 4) {
      for (uint8_t& byte : word) byte = boxes().forward[byte];
    }
    for (int j = 0; j < 4; j++) out.push_back(out[4 * (i - words) + j] ^ word[j]);
  }
  return out;
}

void add_key(Block& block, const std::vector<uint8_t>& keys, size_t round) {
  for (int i = 0; i < 16; i++) block[i] ^= keys[16 * round + i];
}

// Row r moves r columns, left to encrypt and right to decrypt.
void shift_rows(Block& block, int direction) {
  Block old = block;
  for (int row = 1; row < 4; row++) {
    for (int column = 0; column < 4; column++) block[4 * column + row] = old[4 * ((column + direction * row + 4) % 4) + row];
  }
}

void mix_columns(Block& block, const std::array<uint8_t, 4>& by) {
  for (int column = 0; column < 4; column++) {
    Block old = block;
    for (int row = 0; row < 4; row++) {
      uint8_t sum = 0;
      for (int i = 0; i < 4; i++) sum ^= product(old[4 * column + i], by[(i - row + 4) % 4]);
      block[4 * column + row] = sum;
    }
  }
}

void substitute(Block& block, const std::array<uint8_t, 256>& box) {
  for (uint8_t& byte : block) byte = box[byte];
}

void encrypt(Block& block, const std::vector<uint8_t>& keys) {
  size_t rounds = keys.size() / 16 - 1;
  add_key(block, keys, 0);
  for (size_t round = 1; round <= rounds; round++) {
    substitute(block, boxes().forward);
    shift_rows(block, 1);
    if (round < rounds) mix_columns(block, {2, 3, 1, 1});
    add_key(block, keys, round);
  }
}

void decrypt(Block& block, const std::vector<uint8_t>& keys) {
  size_t rounds = keys.size() / 16 - 1;
  for (size_t round = rounds; round > 0; round--) {
    add_key(block, keys, round);
    if (round < rounds) mix_columns(block, {14, 11, 13, 9});
    shift_rows(block, -1);
    substitute(block, boxes().backward);
  }
  add_key(block, keys, 0);
}

template <class Step>
std::string by_block(const std::string& data, const std::string& key, Step step) {
  std::vector<uint8_t> keys = schedule(key);
  std::string out;
  for (size_t at = 0; at + 16 <= data.size(); at += 16) {
    Block block;
    std::copy(data.begin() + at, data.begin() + at + 16, block.begin());
    step(block, keys);
    out.append(block.begin(), block.end());
  }
  return out;
}

}  // namespace

std::string aes_encrypt(const std::string& data, const std::string& key) { return by_block(data, key, encrypt); }
std::string aes_decrypt(const std::string& data, const std::string& key) { return by_block(data, key, decrypt); }

std::string base64(const std::string& data) {
  std::string out;
  for (size_t i = 0; i < data.size(); i += 3) {
    uint32_t group = 0;
    for (size_t j = 0; j < 3; j++) group = group << 8 | (i + j < data.size() ? static_cast<uint8_t>(data[i + j]) : 0);
    size_t bytes = std::min<size_t>(3, data.size() - i);
    for (size_t j = 0; j < 4; j++) out += j <= bytes ? DIGITS[group >> (18 - 6 * j) & 63] : '=';
  }
  return out;
}

bool from_base64(const std::string& text, std::string& data) {
  data.clear();
  uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (c == '=') break;
    const char* at = std::char_traits<char>::find(DIGITS, 64, c);
    if (!at) return false;
    bits = bits << 6 | static_cast<uint32_t>(at - DIGITS);
    count += 6;
    if (count >= 8) data += static_cast<char>(bits >> (count -= 8));
  }
  return true;
}

}  // namespace mql::crypt
