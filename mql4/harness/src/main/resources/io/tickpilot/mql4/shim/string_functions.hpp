// StringLen and its kin, and conversions between strings, numbers and bytes.
#pragma once

#include "array.hpp"
#include "constants.hpp"
#include "text.hpp"

#include <type_traits>

namespace mql {

int StringLen(const String& text);
int StringBufferLen(const String& text);
int StringFind(const String& text, const String& what, int from = 0);
String StringSubstr(const String& text, int from, int count = -1);
UShort StringGetCharacter(const String& text, int index);
UShort StringGetChar(const String& text, int index);
bool StringSetCharacter(String& text, int index, UShort unit);
String StringSetChar(const String& text, int index, UShort unit);
int StringReplace(String& text, const String& from, const String& to);
int StringCompare(const String& a, const String& b, bool case_sensitive = true);
bool StringAdd(String& text, const String& more);
bool StringInit(String& text, int length = 0, UShort unit = 0);
bool StringFill(String& text, UShort unit);
bool StringToUpper(String& text);
bool StringToLower(String& text);
String StringTrimLeft(const String& text);
String StringTrimRight(const String& text);
int StringSplit(const String& text, UShort separator, ArrayRef<String> parts);

String CharToString(UChar code);
inline String CharToStr(UChar code) { return CharToString(code); }
String ShortToString(UShort unit);
Long StringToInteger(const String& text);
inline Long StrToInteger(const String& text) { return StringToInteger(text); }
double StringToDouble(const String& text);
inline double StrToDouble(const String& text) { return StringToDouble(text); }
String IntegerToString(Long value, int length = 0, UShort fill = ' ');
String DoubleToString(double value, int digits = 8);
inline String DoubleToStr(double value, int digits) { return DoubleToString(value, digits); }
double NormalizeDouble(double value, int digits);
Color StringToColor(const String& text);
String ColorToString(Color color, bool name = false);
UInt ColorToARGB(Color color, UChar alpha = 255);

// Bytes as MetaTrader lays them out; without a count the terminating zero is copied too.
int text_to_bytes(const String& text, Array<UChar>& bytes, int start, int count, UInt code_page);
String bytes_to_text(const Array<UChar>& bytes, int start, int count, UInt code_page);

int StringToCharArray(const String& text, ArrayRef<UChar> bytes, int start = 0, int count = -1, UInt code_page = CP_ACP);
String CharArrayToString(ArrayIn<UChar> bytes, int start = 0, int count = -1, UInt code_page = CP_ACP);
int StringToShortArray(const String& text, ArrayRef<UShort> units, int start = 0, int count = -1);
String ShortArrayToString(ArrayIn<UShort> units, int start = 0, int count = -1);

}  // namespace mql
