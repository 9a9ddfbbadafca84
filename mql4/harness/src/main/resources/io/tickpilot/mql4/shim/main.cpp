// The simulated terminal's process: commands on standard input, events on standard output, timers of the wall clock in between.
#include "commands.hpp"
#include "protocol.hpp"
#include "terminal.hpp"

#include <ctime>
#include <poll.h>
#include <string>
#include <unistd.h>

namespace {

constexpr long long LONGEST_WAIT_MICROS = 1000000;

// How long to wait for a command before a timer is due.
timespec patience() {
  const auto& terminal = mql::terminal();
  long long micros = LONGEST_WAIT_MICROS;
  long long due = terminal.micros_to_timer();
  bool waits_for_timer = terminal.running() && due >= 0 && !mql::terminal().clock().simulated();
  if (waits_for_timer && due < micros) micros = due;
  return {static_cast<time_t>(micros / 1000000), static_cast<long>(micros % 1000000 * 1000)};
}

// False at the end of the input.
bool read_more(std::string& buffer) {
  char bytes[65536];
  ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
  if (count <= 0) return false;
  buffer.append(bytes, count);
  return true;
}

}  // namespace

int main() {
  mql::install_traps();
  mql::terminal().clock().begin();
  mql::Commands commands;
  mql::write_line("READY");
  std::string buffer;
  bool open = true;
  while (open && !commands.quit()) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    timespec wait = patience();
    if (ppoll(&input, 1, &wait, nullptr) > 0) open = read_more(buffer);
    size_t end;
    while (!commands.quit() && (end = buffer.find('\n')) != std::string::npos) {
      std::string line = buffer.substr(0, end);
      buffer.erase(0, end + 1);
      commands.run(line);
    }
    if (!mql::terminal().clock().simulated()) mql::terminal().run_due_timer();
    if (mql::terminal().removed()) mql::terminal().deinit(mql::REASON_PROGRAM);
  }
  mql::terminal().deinit(mql::REASON_CLOSE);
  _exit(0);
}
