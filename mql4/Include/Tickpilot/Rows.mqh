// Lines of fields separated by tabs, for the EA's state file.
#property strict
#include <Tickpilot/Bytes.mqh>

class RowWriter {
 public:
  string text;

  void Begin(const string kind) {
    text += kind;
  }

  void Text(const string value) {
    string field = value;
    StringReplace(field, "\\", "\\\\");
    StringReplace(field, "\t", "\\t");
    StringReplace(field, "\n", "\\n");
    text += "\t" + field;
  }

  void Long(const long value) {
    text += "\t" + IntegerToString(value);
  }

  void Real(const double value) {
    text += "\t" + NumberText(value);
  }

  void End() {
    text += "\n";
  }
};

class RowReader {
 public:
  void Over(const string line) {
    count = StringSplit(line, '\t', fields);
    at = 0;
  }

  string Text() {
    if (at >= count) {
      return "";
    }
    string field = fields[at++];
    string value = "";
    for (int i = 0; i < StringLen(field); i++) {
      int character = StringGetCharacter(field, i);
      if (character == '\\' && i + 1 < StringLen(field)) {
        i++;
        character = StringGetCharacter(field, i);
        character = character == 't' ? '\t' : character == 'n' ? '\n' : character;
      }
      value += ShortToString((ushort)character);
    }
    return value;
  }

  long Long() {
    return at < count ? StringToInteger(fields[at++]) : 0;
  }

  double Real() {
    return at < count ? StringToDouble(fields[at++]) : 0;
  }

 private:
  string fields[];
  int count;
  int at;
};
