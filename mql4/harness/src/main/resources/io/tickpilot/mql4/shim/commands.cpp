#include "commands.hpp"

#include "inputs.hpp"
#include "protocol.hpp"
#include "terminal.hpp"

#include <stdexcept>

namespace mql {

namespace {

double number(const std::string& text) { return std::stod(text); }
int whole(const std::string& text) { return std::stoi(text); }
bool yes(const std::string& text) { return text == "1" || text == "true" || text == "on"; }

template <class T>
T next(std::istringstream& words, const char* what) {
  T value;
  if (!(words >> value)) throw std::invalid_argument(std::string("expected ") + what);
  return value;
}

std::string next_text(std::istringstream& words, const char* what) { return decode(next<std::string>(words, what)); }

}  // namespace

std::map<std::string, std::function<void(const std::string&)>>& inputs() {
  static std::map<std::string, std::function<void(const std::string&)>> all;
  return all;
}

Commands::Commands() {
  events();
  world();
  reports();
  settings();
}

void Commands::run(const std::string& line) {
  Words words(line);
  std::string command;
  if (!(words >> command)) return;
  auto found = commands_.find(command);
  try {
    if (found == commands_.end()) throw std::invalid_argument("unknown command: " + command);
    found->second(words);
    write_line("OK");
  } catch (const std::exception& error) {
    Line("ERROR").with("text", std::string(error.what()) + " in: " + line).write();
  }
}

// What happens to the program.
void Commands::events() {
  commands_["input"] = [](Words& words) {
    std::string assignment = next<std::string>(words, "NAME=VALUE");
    size_t equals = assignment.find('=');
    if (equals == std::string::npos) throw std::invalid_argument("expected NAME=VALUE");
    auto found = inputs().find(assignment.substr(0, equals));
    if (found == inputs().end()) throw std::invalid_argument("no such input: " + assignment.substr(0, equals));
    found->second(decode(assignment.substr(equals + 1)));
  };
  commands_["start"] = [](Words&) { terminal().init(); };
  commands_["tick"] = [](Words& words) {
    std::string symbol = next_text(words, "symbol");
    double bid = next<double>(words, "bid"), ask = next<double>(words, "ask");
    long long micros;
    if (words >> micros) terminal().clock().quoted_at(micros);
    terminal().quote(symbol, bid, ask);
  };
  commands_["timer"] = [](Words&) { terminal().run_timer(); };
  commands_["advance"] = [](Words& words) {
    if (!terminal().clock().simulated()) throw std::invalid_argument("the clock is not simulated");
    terminal().advance(next<long long>(words, "milliseconds") * 1000);
  };
  commands_["click"] = [](Words& words) {
    std::string name = next_text(words, "object");
    ChartObject* object = terminal().chart().find(name);
    if (!object) throw std::invalid_argument("no such object: " + name);
    if (object->type == OBJ_BUTTON) object->integers[OBJPROP_STATE] = !object->integers[OBJPROP_STATE];
    terminal().chart_event(CHARTEVENT_OBJECT_CLICK, 0, 0, String(name));
  };
  commands_["edit"] = [](Words& words) {
    std::string name = next_text(words, "object");
    ChartObject* object = terminal().chart().find(name);
    if (!object) throw std::invalid_argument("no such object: " + name);
    object->texts[OBJPROP_TEXT] = next_text(words, "text");
    terminal().chart_event(CHARTEVENT_OBJECT_ENDEDIT, 0, 0, String(name));
  };
  commands_["key"] = [](Words& words) { terminal().chart_event(CHARTEVENT_KEYDOWN, next<int>(words, "key"), 0, String()); };
  commands_["deinit"] = [](Words& words) {
    int reason = REASON_REMOVE;
    words >> reason;
    terminal().deinit(reason);
  };
  commands_["reinit"] = [](Words& words) {
    int reason = REASON_PARAMETERS;
    words >> reason;
    terminal().deinit(reason);
    terminal().init();
  };
  commands_["quit"] = [this](Words&) {
    terminal().deinit(REASON_CLOSE);
    quit_ = true;
  };
}

// What the world around it is like.
void Commands::world() {
  commands_["clock"] = [](Words& words) { terminal().clock().simulate(next<long long>(words, "microseconds")); };
  commands_["chart"] = [](Words& words) {
    std::string symbol = next_text(words, "symbol");
    terminal().set_chart(symbol, next<int>(words, "period in minutes"));
  };
  commands_["name"] = [](Words& words) { terminal().set_expert_name(next_text(words, "name")); };
  commands_["data"] = [](Words& words) { terminal().set_data_folder(next_text(words, "folder")); };
  commands_["symbol"] = [this](Words& words) { symbol(words); };
  commands_["bar"] = [](Words& words) {
    Instrument& instrument = terminal().market().declare(next_text(words, "symbol"));
    Bar bar{};
    bar.time = next<DateTime>(words, "time");
    bar.open = next<double>(words, "open");
    bar.high = next<double>(words, "high");
    bar.low = next<double>(words, "low");
    bar.close = next<double>(words, "close");
    bar.volume = next<Long>(words, "volume");
    instrument.bars.minute(bar);
  };
  commands_["fail"] = [](Words& words) {
    int code = next<int>(words, "error code");
    terminal().broker().faults().fail(code, next<int>(words, "count"));
  };
  commands_["missing"] = [](Words& words) { terminal().missing_libraries().insert(next_text(words, "library")); };
  commands_["present"] = [](Words& words) { terminal().missing_libraries().erase(next_text(words, "library")); };
  commands_["global"] = [](Words& words) {
    std::string name = next_text(words, "name");
    double value = next<double>(words, "value");
    terminal().globals().all()[name] = {value, terminal().clock().local_micros() / 1000000, false};
  };
  commands_["unset"] = [](Words& words) { terminal().globals().all().erase(next_text(words, "name")); };
  commands_["tester"] = [](Words& words) { terminal().switches().tester = yes(next<std::string>(words, "on or off")); };
  // A person closes, opens or changes orders by hand.
  commands_["close"] = [](Words& words) {
    int ticket = next<int>(words, "ticket");
    for (const Order& each : terminal().broker().orders()) {
      if (each.ticket != ticket) continue;
      Order order = each;
      double lots = order.lots;
      words >> lots;
      int code = terminal().broker().close(ticket, lots, terminal().broker().closing_price(order), 1000000);
      if (code != 0) throw std::invalid_argument("refused with error " + std::to_string(code));
      return;
    }
    throw std::invalid_argument("no such order: " + std::to_string(ticket));
  };
  commands_["open"] = [](Words& words) {
    OrderRequest request;
    request.symbol = next_text(words, "symbol");
    request.type = next<int>(words, "type");
    request.lots = next<double>(words, "lots");
    words >> request.stop_loss >> request.take_profit;
    Instrument* instrument = terminal().market().find(request.symbol);
    if (!instrument) throw std::invalid_argument("no such symbol: " + request.symbol);
    request.price = request.type == OP_BUY ? instrument->server.ask : instrument->server.bid;
    request.slippage = 1000000;
    int ticket = 0;
    int code = terminal().broker().send(request, ticket);
    if (code != 0) throw std::invalid_argument("refused with error " + std::to_string(code));
  };
  commands_["set"] = [this](Words& words) { set(words); };
}

// "symbol NAME key=value ..." declares a symbol or changes its rules.
void Commands::symbol(Words& words) {
  Instrument& to = terminal().market().declare(next_text(words, "symbol"));
  std::map<std::string, std::function<void(const std::string&)>> keys{
      {"digits", [&](const std::string& v) { to.digits = whole(v); }},
      {"contract", [&](const std::string& v) { to.contract = number(v); }},
      {"base", [&](const std::string& v) { to.base = v; }},
      {"profit", [&](const std::string& v) { to.profit = v; }},
      {"minlot", [&](const std::string& v) { to.min_lot = number(v); }},
      {"maxlot", [&](const std::string& v) { to.max_lot = number(v); }},
      {"lotstep", [&](const std::string& v) { to.lot_step = number(v); }},
      {"stoplevel", [&](const std::string& v) { to.stop_level = whole(v); }},
      {"freezelevel", [&](const std::string& v) { to.freeze_level = whole(v); }},
      {"swaplong", [&](const std::string& v) { to.swap_long = number(v); }},
      {"swapshort", [&](const std::string& v) { to.swap_short = number(v); }},
      {"commission", [&](const std::string& v) { to.commission = number(v); }},
      {"open", [&](const std::string& v) { to.open = yes(v); }},
      {"tradable", [&](const std::string& v) { to.tradable = yes(v); }},
  };
  std::string pair;
  while (words >> pair) {
    size_t equals = pair.find('=');
    auto found = equals == std::string::npos ? keys.end() : keys.find(pair.substr(0, equals));
    if (found == keys.end()) throw std::invalid_argument("unknown property: " + pair);
    found->second(decode(pair.substr(equals + 1)));
  }
}

void Commands::set(Words& words) {
  std::string key = next<std::string>(words, "setting");
  auto found = settings_.find(key);
  if (found == settings_.end()) throw std::invalid_argument("unknown setting: " + key);
  found->second(next_text(words, "value"));
}

void Commands::settings() {
  auto& broker = terminal().broker();
  auto& rules = broker.rules();
  auto& faults = broker.faults();
  auto& switches = terminal().switches();
  auto& clock = terminal().clock();
  settings_ = {
      {"requotes", [&](const std::string& v) { faults.fail(ERR_REQUOTE, whole(v)); }},
      {"busy", [&](const std::string& v) { faults.fail(ERR_TRADE_CONTEXT_BUSY, whole(v)); }},
      {"busyfor", [&](const std::string& v) { switches.busy_until_micros = clock.micros() + whole(v) * 1000LL; }},
      {"offquotes", [&](const std::string& v) { faults.fail(ERR_OFF_QUOTES, whole(v)); }},
      {"brokerbusy", [&](const std::string& v) { faults.fail(ERR_BROKER_BUSY, whole(v)); }},
      {"pricechanged", [&](const std::string& v) { faults.fail(ERR_PRICE_CHANGED, whole(v)); }},
      {"timeouts", [&](const std::string& v) { faults.fail(ERR_TRADE_TIMEOUT, whole(v)); }},
      {"latetimeouts", [&](const std::string& v) { faults.time_out_after(whole(v)); }},
      {"killafter", [&](const std::string& v) { faults.kill_after(whole(v)); }},
      {"slippage", [&](const std::string& v) { faults.set_slippage(whole(v)); }},
      {"randomslippage", [&](const std::string& v) { faults.set_random_slippage(whole(v)); }},
      {"seed", [&](const std::string& v) { faults.set_seed(std::stoull(v)); }},
      {"execution", [&](const std::string& v) { rules.instant_execution = v == "instant"; }},
      {"commentlength", [&](const std::string& v) { rules.comment_length = whole(v); }},
      {"keepcomment", [&](const std::string& v) { rules.remainder_keeps_comment = yes(v); }},
      {"leverage", [&](const std::string& v) { rules.leverage = whole(v); }},
      {"stopout", [&](const std::string& v) { rules.stop_out_percent = number(v); }},
      {"currency", [&](const std::string& v) { rules.currency = v; }},
      {"account", [&](const std::string& v) { rules.number = whole(v); }},
      {"server", [&](const std::string& v) { rules.server = v; }},
      {"demo", [&](const std::string& v) { rules.demo = yes(v); }},
      {"balance", [&](const std::string& v) { broker.set_balance(number(v)); }},
      {"credit", [&](const std::string& v) { broker.set_credit(number(v)); }},
      {"mostorders", [&](const std::string& v) { rules.most_orders = whole(v); }},
      {"connected", [&](const std::string& v) { terminal().set_connected(yes(v)); }},
      {"tradeallowed", [&](const std::string& v) { switches.trade_allowed = yes(v); }},
      {"dllsallowed", [&](const std::string& v) { switches.dlls_allowed = yes(v); }},
      {"expertenabled", [&](const std::string& v) { switches.expert_enabled = yes(v); }},
      {"latency", [&](const std::string& v) { switches.latency_millis = whole(v); }},
      {"missing", [](const std::string& v) { terminal().missing_libraries().insert(v); }},
      {"zone", [&](const std::string& v) { clock.set_zone(whole(v)); }},
      {"skew", [&](const std::string& v) { clock.set_skew(std::stoll(v) * 1000); }},
      {"shift", [&](const std::string& v) { clock.set_shift(std::stoll(v) * 1000); }},
  };
}

}  // namespace mql
