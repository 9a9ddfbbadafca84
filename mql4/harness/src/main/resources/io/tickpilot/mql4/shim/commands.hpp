// The words that drive the simulated terminal, one line each; every line is answered with OK or ERROR.
#pragma once

#include <functional>
#include <map>
#include <sstream>
#include <string>

namespace mql {

class Commands {
 public:
  Commands();
  void run(const std::string& line);
  bool quit() const { return quit_; }

 private:
  using Words = std::istringstream;
  void events();
  void world();
  void reports();
  void settings();
  void set(Words& words);
  void symbol(Words& words);

  std::map<std::string, std::function<void(Words&)>> commands_;
  std::map<std::string, std::function<void(const std::string&)>> settings_;
  bool quit_ = false;
};

}  // namespace mql
