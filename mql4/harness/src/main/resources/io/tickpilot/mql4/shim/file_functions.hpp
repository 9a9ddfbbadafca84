// Files of the sandbox: MQL4/Files of the terminal's folder, or Common/Files. Nothing outside can be reached.
#pragma once

#include "array.hpp"
#include "constants.hpp"
#include "format.hpp"
#include "text.hpp"

namespace mql {

int FileOpen(const String& name, int flags, Short delimiter = '\t', UInt code_page = CP_ACP);
int FileOpen(const String& name, int flags, const String& delimiter, UInt code_page = CP_ACP);
void FileClose(int handle);
void FileFlush(int handle);
bool FileDelete(const String& name, int common = 0);
bool FileIsExist(const String& name, int common = 0);
bool FileMove(const String& from, int common, const String& to, int mode);
bool FileCopy(const String& from, int common, const String& to, int mode);
bool FolderCreate(const String& name, int common = 0);
bool FolderDelete(const String& name, int common = 0);
bool FolderClean(const String& name, int common = 0);
Long FileFindFirst(const String& filter, String& name, int common = 0);
bool FileFindNext(Long handle, String& name);
void FileFindClose(Long handle);

bool FileIsEnding(int handle);
bool FileIsLineEnding(int handle);
bool FileSeek(int handle, Long offset, ENUM_FILE_POSITION origin);
ULong FileSize(int handle);
ULong FileTell(int handle);
Long FileGetInteger(int handle, int property);
Long FileGetInteger(const String& name, int property, bool common = false);

String FileReadString(int handle, int length = -1);
double FileReadNumber(int handle);
int FileReadInteger(int handle, int size = 4);
Long FileReadLong(int handle);
double FileReadDouble(int handle);
float FileReadFloat(int handle);
bool FileReadBool(int handle);
DateTime FileReadDatetime(int handle);
UInt FileWriteString(int handle, const String& text, int length = -1);
UInt FileWriteInteger(int handle, int value, int size = 4);
UInt FileWriteLong(int handle, Long value);
UInt FileWriteDouble(int handle, double value);
UInt FileWriteFloat(int handle, float value);

// Raw bytes, for what follows.
int read_bytes(int handle, void* to, int count);
UInt write_bytes(int handle, const void* from, int count);
UInt write_row(int handle, const Arguments& values);

template <class... A>
UInt FileWrite(int handle, const A&... values) {
  return write_row(handle, {Argument(values)...});
}

template <class A>
UInt FileWriteArray(int handle, const A& any, int start = 0, int count = WHOLE_ARRAY) {
  auto&& array = array_of(any);
  int end = count <= 0 ? array.size() : std::min(array.size(), start + count);
  if (start < 0 || start >= end) return 0;
  constexpr int width = sizeof(*array.cells());
  return write_bytes(handle, array.cells() + start, (end - start) * width) / width;
}

template <class A>
UInt FileReadArray(int handle, A&& any, int start = 0, int count = WHOLE_ARRAY) {
  auto&& array = array_of(any);
  constexpr int width = sizeof(*array.cells());
  if (count <= 0) count = static_cast<int>((FileSize(handle) - FileTell(handle)) / width);
  if (start + count > array.size()) array.resize(start + count);
  count = std::min(count, array.size() - start);
  return count <= 0 ? 0 : read_bytes(handle, array.cells() + start, count * width) / width;
}

template <class T>
UInt FileWriteStruct(int handle, const T& value, int size = -1) {
  static_assert(std::is_trivially_copyable_v<T>, "a structure with strings or dynamic arrays cannot go to a file");
  return write_bytes(handle, &value, size < 0 ? sizeof(T) : size);
}

template <class T>
UInt FileReadStruct(int handle, T& value, int size = -1) {
  static_assert(std::is_trivially_copyable_v<T>, "a structure with strings or dynamic arrays cannot come from a file");
  return read_bytes(handle, &value, size < 0 ? sizeof(T) : size);
}

}  // namespace mql
