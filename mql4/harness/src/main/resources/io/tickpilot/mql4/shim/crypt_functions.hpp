// CryptEncode and CryptDecode. AES is as MetaTrader's: no vector, zeros to whole blocks.
#pragma once

#include "array.hpp"
#include "constants.hpp"

namespace mql {

int CryptEncode(ENUM_CRYPT_METHOD method, ArrayIn<UChar> data, ArrayIn<UChar> key, ArrayRef<UChar> result);
int CryptDecode(ENUM_CRYPT_METHOD method, ArrayIn<UChar> data, ArrayIn<UChar> key, ArrayRef<UChar> result);

}  // namespace mql
