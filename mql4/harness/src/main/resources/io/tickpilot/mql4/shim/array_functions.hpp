// ArraySize and its kin.
#pragma once

#include "array.hpp"
#include "constants.hpp"

#include <cstring>

namespace mql {

namespace detail {
template <class T>
struct Cell {
  using Type = T;
  static constexpr int count = 1;
  static constexpr int dimensions = 1;
};
template <class T, int N>
struct Cell<FlatArray<T, N>> {
  using Type = typename Cell<T>::Type;
  static constexpr int count = N * Cell<T>::count;
  static constexpr int dimensions = 1 + Cell<T>::dimensions;
};
template <class A>
using ElementOf = typename std::decay_t<decltype(array_of(std::declval<A&>()))>::Element;

template <class T>
int range(const Array<T>& array, int dimension) {
  if (dimension == 0) return array.size();
  if constexpr (Cell<T>::dimensions > 1) {
    if (dimension == 1) return sizeof(T) / sizeof(std::declval<T&>().cells[0]);
  }
  return 0;
}

template <class T>
int window_end(const Array<T>& array, int count, int start) {
  return count <= 0 ? array.size() : std::min(array.size(), start + count);
}
}  // namespace detail

template <class A>
int ArraySize(const A& any) {
  auto&& array = array_of(any);
  return array.size() * detail::Cell<detail::ElementOf<const A>>::count;
}

template <class A>
int ArrayRange(const A& any, int dimension) {
  auto&& array = array_of(any);
  return detail::range(array, dimension);
}

template <class A>
int ArrayDimension(const A&) {
  return detail::Cell<detail::ElementOf<const A>>::dimensions;
}

template <class A>
int ArrayResize(A&& any, int size, int reserve = 0) {
  auto&& array = array_of(any);
  return array.resize(size, reserve);
}

template <class A>
void ArrayFree(A&& any) {
  auto&& array = array_of(any);
  if (!array.fixed()) array.resize(0);
}

template <class A>
bool ArrayIsDynamic(const A& any) {
  auto&& array = array_of(any);
  return !array.fixed();
}

template <class A>
bool ArrayIsSeries(const A&) {
  return false;
}

template <class A>
bool ArraySetAsSeries(A&& any, bool series) {
  auto&& array = array_of(any);
  array.set_series(series);
  return true;
}

template <class A>
bool ArrayGetAsSeries(const A& any) {
  auto&& array = array_of(any);
  return array.series();
}

template <class A, class V>
int ArrayInitialize(A&& any, V value) {
  auto&& array = array_of(any);
  using Element = detail::ElementOf<A>;
  using Simple = typename detail::Cell<Element>::Type;
  constexpr int count = detail::Cell<Element>::count;
  auto* cells = reinterpret_cast<Simple*>(array.cells());
  for (int i = 0; i < array.size() * count; i++) cells[i] = static_cast<Simple>(value);
  return array.size() * count;
}

template <class A, class V>
void ArrayFill(A&& any, int start, int count, V value) {
  auto&& array = array_of(any);
  for (int i = start; i < start + count; i++) array[i] = static_cast<detail::ElementOf<A>>(value);
}

// Copies into the destination, which grows when it can. The number of cells copied; a count of 0 means all, as everywhere here.
template <class A, class B>
int ArrayCopy(A&& destination, const B& source, int to = 0, int from = 0, int count = WHOLE_ARRAY) {
  auto&& out = array_of(destination);
  auto&& in = array_of(source);
  if (to < 0 || from < 0) return 0;
  if (count <= 0 || from + count > in.size()) count = in.size() - from;
  if (count <= 0) return 0;
  if (to + count > out.size() && !out.fixed()) out.resize(to + count);
  count = std::min(count, out.size() - to);
  using Element = detail::ElementOf<A>;
  if constexpr (std::is_same_v<Element, detail::ElementOf<const B>>) {
    bool backwards = static_cast<const void*>(out.cells()) == static_cast<const void*>(in.cells()) && to > from;
    for (int i = 0; i < count; i++) {
      int k = backwards ? count - 1 - i : i;
      out[to + k] = in[from + k];
    }
  } else {
    for (int i = 0; i < count; i++) out[to + i] = static_cast<Element>(in[from + i]);
  }
  return std::max(count, 0);
}

template <class A>
bool ArraySort(A&& any, int count = WHOLE_ARRAY, int start = 0, int direction = MODE_ASCEND) {
  auto&& array = array_of(any);
  int end = detail::window_end(array, count, start);
  if (start >= end) return false;
  using Element = detail::ElementOf<A>;
  if constexpr (detail::Cell<Element>::dimensions == 1) {
    auto* cells = array.cells();
    bool descend = (direction == MODE_DESCEND) != array.series();
    std::stable_sort(cells + start, cells + end,
                     [descend](const Element& a, const Element& b) { return descend ? b < a : a < b; });
  } else {
    auto* cells = array.cells();
    bool descend = direction == MODE_DESCEND;
    std::stable_sort(cells + start, cells + end, [descend](const Element& a, const Element& b) {
      return descend ? b.cells[0] < a.cells[0] : a.cells[0] < b.cells[0];
    });
  }
  return true;
}

template <class A>
int ArrayMaximum(const A& any, int count = WHOLE_ARRAY, int start = 0) {
  auto&& array = array_of(any);
  int best = start, end = detail::window_end(array, count, start);
  if (start < 0 || start >= end) return -1;
  for (int i = start; i < end; i++) {
    if (array[best] < array[i]) best = i;
  }
  return best;
}

template <class A>
int ArrayMinimum(const A& any, int count = WHOLE_ARRAY, int start = 0) {
  auto&& array = array_of(any);
  int best = start, end = detail::window_end(array, count, start);
  if (start < 0 || start >= end) return -1;
  for (int i = start; i < end; i++) {
    if (array[i] < array[best]) best = i;
  }
  return best;
}

// The nearest index of value in a sorted array.
template <class A, class V>
int ArrayBsearch(const A& any, V value, int count = WHOLE_ARRAY, int start = 0, int direction = MODE_ASCEND) {
  auto&& array = array_of(any);
  int low = start, high = detail::window_end(array, count, start) - 1;
  while (low < high) {
    int middle = low + (high - low) / 2;
    bool before = direction == MODE_ASCEND ? array[middle] < value : value < array[middle];
    if (before) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// -1, 0 or 1 as the first differing cells compare; -2 for a bad range.
template <class A, class B>
int ArrayCompare(const A& first, const B& second, int start1 = 0, int start2 = 0, int count = WHOLE_ARRAY) {
  auto&& a = array_of(first);
  auto&& b = array_of(second);
  if (start1 < 0 || start2 < 0) return -2;
  int left = a.size() - start1, right = b.size() - start2;
  if (count > 0) {
    left = std::min(left, count);
    right = std::min(right, count);
  }
  for (int i = 0; i < std::min(left, right); i++) {
    if (a[start1 + i] < b[start2 + i]) return -1;
    if (b[start2 + i] < a[start1 + i]) return 1;
  }
  return left == right ? 0 : left < right ? -1 : 1;
}

namespace detail {
template <class T>
void reset(T& value) {
  value = T();
}
template <class T, int N>
void reset(FlatArray<T, N>& value) {
  for (T& cell : value.cells) reset(cell);
}
}  // namespace detail

template <class T>
void ZeroMemory(Array<T>& array) {
  for (int i = 0; i < array.size(); i++) detail::reset(array.cells()[i]);
}
template <class T>
void ZeroMemory(ArrayRef<T> array) {
  ZeroMemory(array.array());
}
template <class T, int N>
void ZeroMemory(FlatArray<T, N>& array) {
  detail::reset(array);
}
template <class T>
std::enable_if_t<!std::is_base_of_v<Array<T>, T>> ZeroMemory(T& value) {
  detail::reset(value);
}

}  // namespace mql
