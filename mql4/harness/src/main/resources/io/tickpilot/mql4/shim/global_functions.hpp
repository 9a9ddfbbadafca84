// GlobalVariableSet and its kin.
#pragma once

#include "text.hpp"

namespace mql {

bool GlobalVariableCheck(const String& name);
DateTime GlobalVariableSet(const String& name, double value);
double GlobalVariableGet(const String& name);
bool GlobalVariableGet(const String& name, double& value);
bool GlobalVariableSetOnCondition(const String& name, double value, double check);
bool GlobalVariableTemp(const String& name);
bool GlobalVariableDel(const String& name);
int GlobalVariablesDeleteAll(const String& prefix = String(), DateTime before = 0);
int GlobalVariablesTotal();
String GlobalVariableName(int index);
DateTime GlobalVariableTime(const String& name);
void GlobalVariablesFlush();

}  // namespace mql
