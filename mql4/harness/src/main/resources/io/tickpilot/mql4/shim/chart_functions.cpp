#include "chart_functions.hpp"

#include "protocol.hpp"
#include "terminal.hpp"

namespace mql {

namespace {

constexpr Long ONLY_CHART = 1;

bool is_here(Long chart) { return chart == 0 || chart == ONLY_CHART; }

ChartObject* object(Long chart, const String& name) {
  ChartObject* found = is_here(chart) ? terminal().chart().find(name.utf8()) : nullptr;
  if (!found) terminal().set_error(ERR_OBJECT_DOES_NOT_EXIST);
  return found;
}

// OBJPROP_TIME and OBJPROP_PRICE take the number of the point, the old ones name it.
int time_point(int property, int modifier) {
  switch (property) {
    case OBJPROP_TIME: return modifier;
    case OBJPROP_TIME1: return 0;
    case OBJPROP_TIME2: return 1;
    case OBJPROP_TIME3: return 2;
    default: return -1;
  }
}

int price_point(int property, int modifier) {
  switch (property) {
    case OBJPROP_PRICE: return modifier;
    case OBJPROP_PRICE1: return 0;
    case OBJPROP_PRICE2: return 1;
    case OBJPROP_PRICE3: return 2;
    default: return -1;
  }
}

bool is_point(int point) { return point >= 0 && point < ChartObject::POINTS; }

bool matches(const ChartObject& object, int window, int type) {
  return (window < 0 || object.window == window) && (type < 0 || object.type == type);
}

}  // namespace

ChartObject* Chart::find(const std::string& name) {
  auto found = objects_.find(name);
  return found == objects_.end() ? nullptr : &found->second;
}

bool ObjectCreate(Long chart, const String& name, ENUM_OBJECT type, int window, DateTime time1, double price1, DateTime time2,
                  double price2, DateTime time3, double price3) {
  if (!is_here(chart) || name.length() == 0) {
    terminal().set_error(ERR_NO_OBJECT_NAME);
    return false;
  }
  auto [it, fresh] = terminal().chart().objects().try_emplace(name.utf8());
  if (!fresh) {
    terminal().set_error(ERR_OBJECT_ALREADY_EXISTS);
    return false;
  }
  it->second.type = type;
  it->second.window = window;
  it->second.times = {time1, time2, time3};
  it->second.prices = {price1, price2, price3};
  return true;
}

bool ObjectCreate(const String& name, ENUM_OBJECT type, int window, DateTime time1, double price1, DateTime time2,
                  double price2, DateTime time3, double price3) {
  return ObjectCreate(0, name, type, window, time1, price1, time2, price2, time3, price3);
}

bool ObjectDelete(Long chart, const String& name) {
  if (!object(chart, name)) return false;
  terminal().chart().objects().erase(name.utf8());
  return true;
}
bool ObjectDelete(const String& name) { return ObjectDelete(0, name); }

int ObjectFind(Long chart, const String& name) {
  ChartObject* found = object(chart, name);
  return found ? found->window : -1;
}
int ObjectFind(const String& name) { return ObjectFind(0, name); }

bool ObjectMove(Long chart, const String& name, int point, DateTime time, double price) {
  ChartObject* found = object(chart, name);
  if (!found || !is_point(point)) return false;
  found->times[point] = time;
  found->prices[point] = price;
  return true;
}
bool ObjectMove(const String& name, int point, DateTime time, double price) { return ObjectMove(0, name, point, time, price); }

String ObjectName(Long, int position, int window, int type) {
  for (const auto& [name, each] : terminal().chart().objects()) {
    if (matches(each, window, type) && position-- == 0) return String(name);
  }
  return String();
}
String ObjectName(int position) { return ObjectName(0, position); }

int ObjectsTotal(Long, int window, int type) {
  int count = 0;
  for (const auto& entry : terminal().chart().objects()) count += matches(entry.second, window, type);
  return count;
}
int ObjectsTotal(int type) { return ObjectsTotal(0, -1, type); }

int ObjectsDeleteAll(Long, const String& prefix, int window, int type) {
  auto& all = terminal().chart().objects();
  std::string start = prefix.utf8();
  int deleted = 0;
  for (auto it = all.begin(); it != all.end();) {
    bool hit = it->first.compare(0, start.size(), start) == 0 && matches(it->second, window, type);
    it = hit ? all.erase(it) : std::next(it);
    deleted += hit;
  }
  return deleted;
}
int ObjectsDeleteAll(Long chart, int window, int type) { return ObjectsDeleteAll(chart, String(), window, type); }
int ObjectsDeleteAll(int window, int type) { return ObjectsDeleteAll(0, String(), window, type); }

bool ObjectSetInteger(Long chart, const String& name, int property, int modifier, Long value) {
  ChartObject* found = object(chart, name);
  if (!found) return false;
  int point = time_point(property, modifier);
  if (is_point(point)) {
    found->times[point] = value;
  } else {
    found->integers[property] = value;
  }
  return true;
}
bool ObjectSetInteger(Long chart, const String& name, int property, Long value) {
  return ObjectSetInteger(chart, name, property, 0, value);
}

bool ObjectSetDouble(Long chart, const String& name, int property, int modifier, double value) {
  ChartObject* found = object(chart, name);
  if (!found) return false;
  int point = price_point(property, modifier);
  if (is_point(point)) {
    found->prices[point] = value;
  } else {
    found->reals[property] = value;
  }
  return true;
}
bool ObjectSetDouble(Long chart, const String& name, int property, double value) {
  return ObjectSetDouble(chart, name, property, 0, value);
}

bool ObjectSetString(Long chart, const String& name, int property, int, const String& value) {
  ChartObject* found = object(chart, name);
  if (found) found->texts[property] = value.utf8();
  return found != nullptr;
}
bool ObjectSetString(Long chart, const String& name, int property, const String& value) {
  return ObjectSetString(chart, name, property, 0, value);
}

Long ObjectGetInteger(Long chart, const String& name, int property, int modifier) {
  ChartObject* found = object(chart, name);
  if (!found) return 0;
  if (property == OBJPROP_TYPE) return found->type;
  int point = time_point(property, modifier);
  return is_point(point) ? static_cast<Long>(found->times[point]) : found->integers[property];
}

double ObjectGetDouble(Long chart, const String& name, int property, int modifier) {
  ChartObject* found = object(chart, name);
  if (!found) return 0;
  int point = price_point(property, modifier);
  return is_point(point) ? found->prices[point] : found->reals[property];
}

String ObjectGetString(Long chart, const String& name, int property, int) {
  ChartObject* found = object(chart, name);
  if (!found) return String();
  return property == OBJPROP_NAME ? name : String(found->texts[property]);
}

bool ObjectSet(const String& name, int property, double value) {
  bool is_real = is_point(price_point(property, 0)) || property == OBJPROP_SCALE || property == OBJPROP_ANGLE;
  return is_real ? ObjectSetDouble(0, name, property, value) : ObjectSetInteger(0, name, property, static_cast<Long>(value));
}

double ObjectGet(const String& name, int property) {
  bool is_real = is_point(price_point(property, 0)) || property == OBJPROP_SCALE || property == OBJPROP_ANGLE;
  return is_real ? ObjectGetDouble(0, name, property) : static_cast<double>(ObjectGetInteger(0, name, property));
}

bool ObjectSetText(const String& name, const String& text, int size, const String& font, Color color) {
  if (!ObjectSetString(0, name, OBJPROP_TEXT, text)) return false;
  if (size > 0) ObjectSetInteger(0, name, OBJPROP_FONTSIZE, size);
  if (font.length() > 0) ObjectSetString(0, name, OBJPROP_FONT, font);
  if (color != clrNONE) ObjectSetInteger(0, name, OBJPROP_COLOR, color);
  return true;
}

String ObjectDescription(const String& name) { return ObjectGetString(0, name, OBJPROP_TEXT); }

int ObjectType(const String& name) {
  ChartObject* found = object(0, name);
  return found ? found->type : -1;
}

Long ChartID() { return ONLY_CHART; }
Long ChartFirst() { return ONLY_CHART; }
Long ChartNext(Long) { return -1; }
String ChartSymbol(Long) { return String(terminal().chart_symbol()); }
ENUM_TIMEFRAMES ChartPeriod(Long) { return static_cast<ENUM_TIMEFRAMES>(terminal().chart_period()); }
void ChartRedraw(Long) {}

Long ChartGetInteger(Long, int property, int) {
  switch (property) {
    case CHART_WIDTH_IN_PIXELS: return Chart::WIDTH;
    case CHART_HEIGHT_IN_PIXELS: return Chart::HEIGHT;
    case CHART_WINDOWS_TOTAL: return 1;
    default: return terminal().chart().properties()[property];
  }
}
double ChartGetDouble(Long, int, int) { return 0; }
String ChartGetString(Long, int property) {
  return property == CHART_COMMENT ? String(terminal().chart().comment()) : String();
}
bool ChartSetInteger(Long, int property, Long value) {
  terminal().chart().properties()[property] = value;
  return true;
}
bool ChartSetInteger(Long chart, int property, int, Long value) { return ChartSetInteger(chart, property, value); }
bool ChartSetDouble(Long, int, double) { return true; }
bool ChartSetString(Long, int property, const String& value) {
  if (property == CHART_COMMENT) terminal().chart().comment() = value.utf8();
  return true;
}
bool EventChartCustom(Long, UShort event, Long l, double d, const String& s) {
  return terminal().queue_chart_event(CHARTEVENT_CUSTOM + event, l, d, s);
}
void WindowRedraw() {}
int WindowsTotal() { return 1; }
bool WindowIsVisible(int window) { return window == 0; }
String WindowExpertName() { return String(terminal().expert_name()); }

}  // namespace mql
