// The chart's objects as the program drew them, for tests and for pictures of the panel.
#pragma once

#include "types.hpp"

#include <array>
#include <map>
#include <string>

namespace mql {

struct ChartObject {
  static constexpr int POINTS = 3;
  int type = 0;
  int window = 0;
  std::array<DateTime, POINTS> times{};
  std::array<double, POINTS> prices{};
  std::map<int, Long> integers;
  std::map<int, double> reals;
  std::map<int, std::string> texts;
};

class Chart {
 public:
  static constexpr int WIDTH = 1200, HEIGHT = 700;

  std::map<std::string, ChartObject>& objects() { return objects_; }
  ChartObject* find(const std::string& name);
  std::string& comment() { return comment_; }
  std::map<int, Long>& properties() { return properties_; }

 private:
  std::map<std::string, ChartObject> objects_;
  std::map<int, Long> properties_;
  std::string comment_;
};

}  // namespace mql
