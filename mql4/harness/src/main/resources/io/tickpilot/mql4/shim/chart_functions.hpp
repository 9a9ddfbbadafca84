// Chart objects and properties. There is one chart, number 1; 0 means the same.
#pragma once

#include "constants.hpp"
#include "text.hpp"

namespace mql {

bool ObjectCreate(Long chart, const String& name, ENUM_OBJECT type, int window, DateTime time1, double price1,
                  DateTime time2 = 0, double price2 = 0, DateTime time3 = 0, double price3 = 0);
bool ObjectCreate(const String& name, ENUM_OBJECT type, int window, DateTime time1, double price1, DateTime time2 = 0,
                  double price2 = 0, DateTime time3 = 0, double price3 = 0);
bool ObjectDelete(Long chart, const String& name);
bool ObjectDelete(const String& name);
int ObjectFind(Long chart, const String& name);
int ObjectFind(const String& name);
bool ObjectMove(Long chart, const String& name, int point, DateTime time, double price);
bool ObjectMove(const String& name, int point, DateTime time, double price);
String ObjectName(Long chart, int position, int window = -1, int type = -1);
String ObjectName(int position);
int ObjectsTotal(Long chart, int window = -1, int type = -1);
int ObjectsTotal(int type = -1);
int ObjectsDeleteAll(Long chart, const String& prefix, int window = -1, int type = -1);
int ObjectsDeleteAll(Long chart, int window = -1, int type = -1);
int ObjectsDeleteAll(int window = -1, int type = -1);

bool ObjectSetInteger(Long chart, const String& name, int property, Long value);
bool ObjectSetInteger(Long chart, const String& name, int property, int modifier, Long value);
bool ObjectSetDouble(Long chart, const String& name, int property, double value);
bool ObjectSetDouble(Long chart, const String& name, int property, int modifier, double value);
bool ObjectSetString(Long chart, const String& name, int property, const String& value);
bool ObjectSetString(Long chart, const String& name, int property, int modifier, const String& value);
Long ObjectGetInteger(Long chart, const String& name, int property, int modifier = 0);
double ObjectGetDouble(Long chart, const String& name, int property, int modifier = 0);
String ObjectGetString(Long chart, const String& name, int property, int modifier = 0);
bool ObjectSet(const String& name, int property, double value);
double ObjectGet(const String& name, int property);
bool ObjectSetText(const String& name, const String& text, int size = 0, const String& font = String(), Color color = -1);
String ObjectDescription(const String& name);
int ObjectType(const String& name);

Long ChartID();
Long ChartFirst();
Long ChartNext(Long chart);
String ChartSymbol(Long chart = 0);
ENUM_TIMEFRAMES ChartPeriod(Long chart = 0);
void ChartRedraw(Long chart = 0);
Long ChartGetInteger(Long chart, int property, int window = 0);
double ChartGetDouble(Long chart, int property, int window = 0);
String ChartGetString(Long chart, int property);
bool ChartSetInteger(Long chart, int property, Long value);
bool ChartSetInteger(Long chart, int property, int window, Long value);
bool ChartSetDouble(Long chart, int property, double value);
bool ChartSetString(Long chart, int property, const String& value);
bool EventChartCustom(Long chart, UShort event, Long l, double d, const String& s);
void WindowRedraw();
int WindowsTotal();
bool WindowIsVisible(int window);
String WindowExpertName();

}  // namespace mql
