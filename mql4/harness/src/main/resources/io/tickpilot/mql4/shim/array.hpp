// MQL4's arrays. Every index is checked; one that is out of range ends the expert, as it does in MetaTrader.
#pragma once

#include "types.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>

namespace mql {

[[noreturn]] void out_of_range(Long index, int size);

// Memory that lies flat where it stands: array members of structures, rows of arrays with two dimensions.
template <class T, int N>
struct FlatArray {
  T cells[N];

  T& operator[](Long index) {
    if (index < 0 || index >= N) out_of_range(index, N);
    return cells[index];
  }
  const T& operator[](Long index) const {
    if (index < 0 || index >= N) out_of_range(index, N);
    return cells[index];
  }
};

// A dynamic array, or one that looks at memory of fixed size.
template <class T>
class Array {
 public:
  using Element = T;

  Array() = default;
  Array(std::initializer_list<T> values) {
    resize(static_cast<int>(values.size()));
    std::copy(values.begin(), values.end(), cells_);
  }
  Array(const Array& other) { *this = other; }
  ~Array() {
    if (!fixed_) delete[] cells_;
  }

  Array& operator=(const Array& other) {
    if (this != &other) {
      if (!fixed_) resize(other.size_);
      std::copy(other.cells_, other.cells_ + std::min(size_, other.size_), cells_);
      series_ = other.series_;
    }
    return *this;
  }

  // Looks at memory that belongs to somebody else.
  static Array over(T* cells, int size) {
    Array array;
    array.attach(cells, size);
    return array;
  }
  Array(Array&& other) noexcept { *this = std::move(other); }
  Array& operator=(Array&& other) noexcept {
    std::swap(cells_, other.cells_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(fixed_, other.fixed_);
    std::swap(series_, other.series_);
    return *this;
  }

  T& operator[](Long index) { return cells_[checked(index)]; }
  const T& operator[](Long index) const { return cells_[checked(index)]; }

  int size() const { return size_; }
  bool fixed() const { return fixed_; }
  bool series() const { return series_; }
  void set_series(bool series) { series_ = series; }
  T* cells() { return cells_; }
  const T* cells() const { return cells_; }

  // The new size, or -1 for an array of fixed size. Kept cells keep their value, new ones are zero.
  int resize(int size, int reserve = 0) {
    if (fixed_ || size < 0) return -1;
    if (size > capacity_) grow(std::max(size + std::max(reserve, 0), capacity_ * 2));
    for (int i = size_; i < size; i++) cells_[i] = T();
    return size_ = size;
  }

  Array& array() { return *this; }
  const Array& array() const { return *this; }

 protected:
  void attach(T* cells, int size) {
    cells_ = cells;
    size_ = size;
    fixed_ = true;
  }

 private:
  int checked(Long index) const {
    if (index < 0 || index >= size_) out_of_range(index, size_);
    return static_cast<int>(series_ ? size_ - 1 - index : index);
  }

  void grow(int capacity) {
    T* larger = new T[capacity]();
    std::move(cells_, cells_ + size_, larger);
    delete[] cells_;
    cells_ = larger;
    capacity_ = capacity;
  }

  T* cells_ = nullptr;
  int size_ = 0;
  int capacity_ = 0;
  bool fixed_ = false;
  bool series_ = false;
};

// T a[N] as a global or a local.
template <class T, int N>
class StaticArray : public Array<T> {
 public:
  StaticArray() { this->attach(storage_, N); }
  StaticArray(std::initializer_list<T> values) : StaticArray() {
    static_assert(N > 0, "an array needs cells");
    int i = 0;
    for (const T& value : values) {
      if (i < N) storage_[i++] = value;
    }
  }
  StaticArray(const StaticArray& other) : StaticArray() { *this = other; }
  StaticArray& operator=(const StaticArray& other) {
    std::copy(other.storage_, other.storage_ + N, storage_);
    return *this;
  }

 private:
  T storage_[N]{};
};

// MetaTrader lets arrays of char and uchar stand for each other.
template <class T, class U>
constexpr bool are_bytes =
    !std::is_same_v<T, U> && sizeof(T) == 1 && sizeof(U) == 1 && std::is_integral_v<T> && std::is_integral_v<U> &&
    !std::is_same_v<T, bool> && !std::is_same_v<U, bool>;

// const T& a[] as a parameter.
template <class T>
class ArrayIn {
 public:
  using Element = T;

  ArrayIn(const Array<T>& array) : target_(&array) {}
  template <int N>
  ArrayIn(const FlatArray<T, N>& flat)
      : window_(Array<T>::over(const_cast<T*>(flat.cells), N)), target_(&window_) {}
  template <class U, class = std::enable_if_t<are_bytes<T, U>>>
  ArrayIn(const Array<U>& bytes) : target_(&reinterpret_cast<const Array<T>&>(bytes)) {}
  ArrayIn(const ArrayIn& other)
      : window_(other.target_ == &other.window_ ? Array<T>::over(const_cast<T*>(other.window_.cells()), other.window_.size())
                                                : Array<T>()),
        target_(other.target_ == &other.window_ ? &window_ : other.target_) {}
  ArrayIn& operator=(const ArrayIn&) = delete;

  const T& operator[](Long index) const { return (*target_)[index]; }
  const Array<T>& array() const { return *target_; }
  operator const Array<T>&() const { return *target_; }

 private:
  Array<T> window_;
  const Array<T>* target_;
};

// T& a[] as a parameter.
template <class T>
class ArrayRef {
 public:
  using Element = T;

  ArrayRef(Array<T>& array) : target_(&array) {}
  template <int N>
  ArrayRef(FlatArray<T, N>& flat) : window_(Array<T>::over(flat.cells, N)), target_(&window_) {}
  template <class U, class = std::enable_if_t<are_bytes<T, U>>>
  ArrayRef(Array<U>& bytes) : target_(&reinterpret_cast<Array<T>&>(bytes)) {}
  ArrayRef(const ArrayRef& other)
      : window_(other.target_ == &other.window_ ? Array<T>::over(other.target_->cells(), other.target_->size()) : Array<T>()),
        target_(other.target_ == &other.window_ ? &window_ : other.target_) {}
  ArrayRef& operator=(const ArrayRef&) = delete;

  T& operator[](Long index) const { return (*target_)[index]; }
  Array<T>& array() const { return *target_; }
  operator Array<T>&() const { return *target_; }
  operator ArrayIn<T>() const { return ArrayIn<T>(*target_); }

 private:
  Array<T> window_;
  Array<T>* target_;
};

// The array behind any of the above; a flat one is looked at through a window.
template <class A>
decltype(auto) array_of(A& any) {
  return any.array();
}
template <class A>
decltype(auto) array_of(const A& any) {
  return any.array();
}
template <class T, int N>
Array<T> array_of(FlatArray<T, N>& flat) {
  return Array<T>::over(flat.cells, N);
}
template <class T, int N>
Array<T> array_of(const FlatArray<T, N>& flat) {
  return Array<T>::over(const_cast<T*>(flat.cells), N);
}

}  // namespace mql
