// The algorithms behind CryptEncode: FIPS 180-4, RFC 1321, FIPS 197, RFC 4648.
#pragma once

#include <cstdint>
#include <string>

namespace mql::crypt {

std::string sha1(const std::string& data);
std::string sha256(const std::string& data);
std::string md5(const std::string& data);
std::string base64(const std::string& data);
// False for text that is no base 64.
bool from_base64(const std::string& text, std::string& data);
// Block by block without a vector; the data must be whole blocks, the key 16 or 32 bytes.
std::string aes_encrypt(const std::string& data, const std::string& key);
std::string aes_decrypt(const std::string& data, const std::string& key);

}  // namespace mql::crypt
