// Global variables of the terminal: doubles that outlive the expert, kept in a file from flush to flush.
#pragma once

#include "types.hpp"

#include <map>
#include <string>

namespace mql {

class GlobalVariables {
 public:
  static constexpr size_t LONGEST_NAME = 63;

  struct Entry {
    double value = 0;
    DateTime used = 0;
    bool temporary = false;
  };

  std::map<std::string, Entry>& all() { return entries_; }
  Entry* find(const std::string& name);
  void keep_in(const std::string& path);
  void flush();
  // What nobody used for four weeks is dropped.
  void forget_unused(DateTime now);

 private:
  std::map<std::string, Entry> entries_;
  std::string path_;
};

}  // namespace mql
