#include "crypt_functions.hpp"

#include "crypt.hpp"
#include "terminal.hpp"

#include <string>

namespace mql {

namespace {

constexpr size_t BLOCK = 16;

std::string bytes(const Array<UChar>& array) { return std::string(array.cells(), array.cells() + array.size()); }

int give(const std::string& bytes, Array<UChar>& result) {
  int size = static_cast<int>(bytes.size());
  if (!result.fixed()) result.resize(size);
  size = std::min(size, result.size());
  std::copy(bytes.begin(), bytes.begin() + size, result.cells());
  return size;
}

int refuse() {
  terminal().set_error(ERR_INVALID_FUNCTION_PARAMVALUE);
  return 0;
}

bool fits(ENUM_CRYPT_METHOD method, const std::string& key) { return key.size() == (method == CRYPT_AES128 ? 16u : 32u); }

}  // namespace

int CryptEncode(ENUM_CRYPT_METHOD method, ArrayIn<UChar> data, ArrayIn<UChar> key, ArrayRef<UChar> result) {
  std::string plain = bytes(data.array()), secret = bytes(key.array());
  switch (method) {
    case CRYPT_BASE64: return give(crypt::base64(plain), result.array());
    case CRYPT_HASH_SHA1: return give(crypt::sha1(plain), result.array());
    case CRYPT_HASH_SHA256: return give(crypt::sha256(plain), result.array());
    case CRYPT_HASH_MD5: return give(crypt::md5(plain), result.array());
    case CRYPT_AES128:
    case CRYPT_AES256:
      if (!fits(method, secret)) return refuse();
      plain.resize((plain.size() + BLOCK - 1) / BLOCK * BLOCK);
      return give(crypt::aes_encrypt(plain, secret), result.array());
    default: fatal("CryptEncode: this method is not simulated: " + std::to_string(method));
  }
}

int CryptDecode(ENUM_CRYPT_METHOD method, ArrayIn<UChar> data, ArrayIn<UChar> key, ArrayRef<UChar> result) {
  std::string coded = bytes(data.array()), secret = bytes(key.array()), plain;
  switch (method) {
    case CRYPT_BASE64: return crypt::from_base64(coded, plain) ? give(plain, result.array()) : refuse();
    case CRYPT_AES128:
    case CRYPT_AES256:
      if (!fits(method, secret) || coded.size() % BLOCK != 0) return refuse();
      return give(crypt::aes_decrypt(coded, secret), result.array());
    default: fatal("CryptDecode: this method is not simulated: " + std::to_string(method));
  }
}

}  // namespace mql
