#include "globals.hpp"

#include "global_functions.hpp"
#include "protocol.hpp"
#include "terminal.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>

namespace mql {

namespace {

constexpr DateTime FOUR_WEEKS = 28 * 86400;

DateTime now() { return terminal().clock().local_micros() / 1000000; }

GlobalVariables::Entry* use(const String& name) {
  GlobalVariables::Entry* entry = terminal().globals().find(name.utf8());
  if (entry) {
    entry->used = now();
  } else {
    terminal().set_error(ERR_GLOBAL_VARIABLE_NOT_FOUND);
  }
  return entry;
}

}  // namespace

GlobalVariables::Entry* GlobalVariables::find(const std::string& name) {
  auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second;
}

void GlobalVariables::keep_in(const std::string& path) {
  path_ = path;
  std::ifstream in(path_);
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string name, value;
    Entry entry;
    words >> name >> value >> entry.used;
    entry.value = std::strtod(value.c_str(), nullptr);
    entries_[decode(name)] = entry;
  }
}

void GlobalVariables::flush() {
  if (path_.empty()) return;
  std::string fresh = path_ + ".new";
  {
    std::ofstream out(fresh, std::ios::trunc);
    for (const auto& [name, entry] : entries_) {
      char value[64];
      std::snprintf(value, sizeof value, "%a", entry.value);
      if (!entry.temporary) out << encode(name) << " " << value << " " << entry.used << "\n";
    }
  }
  if (std::rename(fresh.c_str(), path_.c_str()) != 0) fatal("global variables cannot be written: " + path_);
}

void GlobalVariables::forget_unused(DateTime time) {
  for (auto it = entries_.begin(); it != entries_.end();) {
    it = time - it->second.used > FOUR_WEEKS ? entries_.erase(it) : std::next(it);
  }
}

bool GlobalVariableCheck(const String& name) { return terminal().globals().find(name.utf8()) != nullptr; }

DateTime GlobalVariableSet(const String& name, double value) {
  std::string key = name.utf8();
  if (key.empty() || key.size() > GlobalVariables::LONGEST_NAME) {
    terminal().set_error(ERR_GLOBAL_VARIABLES_PROCESSING);
    return 0;
  }
  GlobalVariables::Entry& entry = terminal().globals().all()[key];
  entry.value = value;
  entry.used = now();
  return entry.used;
}

double GlobalVariableGet(const String& name) {
  GlobalVariables::Entry* entry = use(name);
  return entry ? entry->value : 0;
}

bool GlobalVariableGet(const String& name, double& value) {
  GlobalVariables::Entry* entry = use(name);
  if (entry) value = entry->value;
  return entry != nullptr;
}

bool GlobalVariableSetOnCondition(const String& name, double value, double check) {
  GlobalVariables::Entry* entry = use(name);
  if (!entry || entry->value != check) return false;
  entry->value = value;
  return true;
}

bool GlobalVariableTemp(const String& name) {
  if (GlobalVariableCheck(name)) return false;
  if (GlobalVariableSet(name, 0) == 0) return false;
  terminal().globals().find(name.utf8())->temporary = true;
  return true;
}

bool GlobalVariableDel(const String& name) {
  if (terminal().globals().all().erase(name.utf8()) > 0) return true;
  terminal().set_error(ERR_GLOBAL_VARIABLE_NOT_FOUND);
  return false;
}

int GlobalVariablesDeleteAll(const String& prefix, DateTime before) {
  int deleted = 0;
  auto& all = terminal().globals().all();
  std::string start = prefix.utf8();
  for (auto it = all.begin(); it != all.end();) {
    bool matches = it->first.compare(0, start.size(), start) == 0 && (before == 0 || it->second.used < before);
    it = matches ? all.erase(it) : std::next(it);
    deleted += matches;
  }
  return deleted;
}

int GlobalVariablesTotal() { return static_cast<int>(terminal().globals().all().size()); }

String GlobalVariableName(int index) {
  auto& all = terminal().globals().all();
  if (index < 0 || index >= static_cast<int>(all.size())) return String();
  return String(std::next(all.begin(), index)->first);
}

DateTime GlobalVariableTime(const String& name) {
  GlobalVariables::Entry* entry = terminal().globals().find(name.utf8());
  return entry ? entry->used : 0;
}

void GlobalVariablesFlush() { terminal().globals().flush(); }

}  // namespace mql
