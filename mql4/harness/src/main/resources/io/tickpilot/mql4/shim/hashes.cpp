#include "crypt.hpp"

#include <array>
#include <cmath>

namespace mql::crypt {

namespace {

uint32_t rotated_left(uint32_t value, int bits) { return value << bits | value >> (32 - bits); }
uint32_t rotated_right(uint32_t value, int bits) { return value >> bits | value << (32 - bits); }

uint32_t big_endian(const std::string& data, size_t at) {
  uint32_t word = 0;
  for (int i = 0; i < 4; i++) word = word << 8 | static_cast<uint8_t>(data[at + i]);
  return word;
}

uint32_t little_endian(const std::string& data, size_t at) {
  uint32_t word = 0;
  for (int i = 3; i >= 0; i--) word = word << 8 | static_cast<uint8_t>(data[at + i]);
  return word;
}

// A one bit, zeros, and the length in bits, to whole blocks of 64 bytes.
std::string padded(const std::string& data, bool big) {
  std::string out = data + '\x80';
  while (out.size() % 64 != 56) out += '\0';
  uint64_t bits = static_cast<uint64_t>(data.size()) * 8;
  for (int i = 0; i < 8; i++) out += static_cast<char>(bits >> 8 * (big ? 7 - i : i));
  return out;
}

template <size_t N>
std::string bytes_of(const std::array<uint32_t, N>& words, bool big) {
  std::string out;
  for (uint32_t word : words) {
    for (int i = 0; i < 4; i++) out += static_cast<char>(word >> 8 * (big ? 3 - i : i));
  }
  return out;
}

bool is_prime(int number) {
  for (int i = 2; i * i <= number; i++) {
    if (number % i == 0) return false;
  }
  return true;
}

// SHA-256's constants: the first 32 bits of the fractions of the cube roots of the first 64 primes.
std::array<uint32_t, 64> cube_root_fractions() {
  std::array<uint32_t, 64> found{};
  int count = 0;
  for (int number = 2; count < 64; number++) {
    if (!is_prime(number)) continue;
    long double root = std::cbrt(static_cast<long double>(number));
    found[count++] = static_cast<uint32_t>((root - std::floor(root)) * 4294967296.0L);
  }
  return found;
}

}  // namespace

std::string sha1(const std::string& input) {
  std::array<uint32_t, 5> h{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  std::string data = padded(input, true);
  for (size_t block = 0; block < data.size(); block += 64) {
    uint32_t w[80];
    for (int i = 0; i < 16; i++) w[i] = big_endian(data, block + 4 * i);
    for (int i = 16; i < 80; i++) w[i] = rotated_left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = h;
    for (int i = 0; i < 80; i++) {
      uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      uint32_t k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
      uint32_t next = rotated_left(a, 5) + f + e + k + w[i];
      e = d;
      d = c;
      c = rotated_left(b, 30);
      b = a;
      a = next;
    }
    h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e};
  }
  return bytes_of(h, true);
}

std::string sha256(const std::string& input) {
  static const std::array<uint32_t, 64> k = cube_root_fractions();
  std::array<uint32_t, 8> h{0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
  std::string data = padded(input, true);
  for (size_t block = 0; block < data.size(); block += 64) {
    uint32_t w[64];
    for (int i = 0; i < 16; i++) w[i] = big_endian(data, block + 4 * i);
    for (int i = 16; i < 64; i++) {
      uint32_t s0 = rotated_right(w[i - 15], 7) ^ rotated_right(w[i - 15], 18) ^ w[i - 15] >> 3;
      uint32_t s1 = rotated_right(w[i - 2], 17) ^ rotated_right(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    std::array<uint32_t, 8> v = h;
    for (int i = 0; i < 64; i++) {
      uint32_t s1 = rotated_right(v[4], 6) ^ rotated_right(v[4], 11) ^ rotated_right(v[4], 25);
      uint32_t first = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
      uint32_t s0 = rotated_right(v[0], 2) ^ rotated_right(v[0], 13) ^ rotated_right(v[0], 22);
      uint32_t second = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      v = {first + second, v[0], v[1], v[2], v[3] + first, v[4], v[5], v[6]};
    }
    for (int i = 0; i < 8; i++) h[i] += v[i];
  }
  return bytes_of(h, true);
}

std::string md5(const std::string& input) {
  static const int shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  std::array<uint32_t, 4> h{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
  std::string data = padded(input, false);
  for (size_t block = 0; block < data.size(); block += 64) {
    auto [a, b, c, d] = h;
    for (int i = 0; i < 64; i++) {
      int round = i / 16;
      uint32_t f = round == 0 ? (b & c) | (~b & d) : round == 1 ? (d & b) | (~d & c) : round == 2 ? b ^ c ^ d : c ^ (b | ~d);
      int g = round == 0 ? i : round == 1 ? (5 * i + 1) % 16 : round == 2 ? (3 * i + 5) % 16 : 7 * i % 16;
      auto k = static_cast<uint32_t>(std::fabs(std::sin(i + 1.0)) * 4294967296.0);
      uint32_t sum = a + f + k + little_endian(data, block + 4 * g);
      a = d;
      d = c;
      c = b;
      b += rotated_left(sum, shifts[round][i % 4]);
    }
    h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d};
  }
  return bytes_of(h, false);
}

}  // namespace mql::crypt
