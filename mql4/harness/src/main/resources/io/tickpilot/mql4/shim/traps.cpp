// What kills an expert in MetaTrader kills the process here: status 4 and a line that names the MQL4 source.
#include "array.hpp"
#include "protocol.hpp"

#include <cfenv>
#include <csignal>
#include <cstdio>
#include <execinfo.h>
#include <unistd.h>

namespace mql {

namespace {

constexpr int FATAL_STATUS = 4;
constexpr int DEEPEST_FRAME = 48;

// "file.mq4:12" of the innermost frame that stems from MQL4, or nothing when binutils are absent.
std::string mql_place(void* const* frames, int count) {
  std::string command = "addr2line -i -e /proc/" + std::to_string(getpid()) + "/exe";
  for (int i = 0; i < count; i++) {
    char address[32];
    std::snprintf(address, sizeof address, " %p", static_cast<void*>(static_cast<char*>(frames[i]) - 1));
    command += address;
  }
  std::FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  char line[1024];
  std::string found;
  while (pipe && found.empty() && std::fgets(line, sizeof line, pipe)) {
    std::string text(line);
    size_t end = text.find_first_of(" \n");
    text = text.substr(0, end);
    bool is_mql = text.find(".mq4:") != std::string::npos || text.find(".mqh:") != std::string::npos;
    if (is_mql) found = text.substr(text.find_last_of('/') + 1);
  }
  if (pipe) pclose(pipe);
  return found;
}

void on_signal(int signal) {
  bool divided = signal == SIGFPE || signal == SIGILL;
  fatal(divided ? "zero divide" : signal == SIGSEGV || signal == SIGBUS ? "invalid pointer access or stack overflow" : "abort");
}

}  // namespace

void fatal(const std::string& what) {
  static bool dying = false;
  if (!dying) {
    dying = true;
    void* frames[DEEPEST_FRAME];
    int count = backtrace(frames, DEEPEST_FRAME);
    Line("EVENT FATAL").with("text", what).with("at", mql_place(frames, count)).write();
  }
  _exit(FATAL_STATUS);
}

void out_of_range(Long index, int size) {
  fatal("array out of range: index " + std::to_string(index) + " size " + std::to_string(size));
}

void install_traps() {
  static char stack[1 << 16];
  stack_t alternative{};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  sigaltstack(&alternative, nullptr);
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  for (int signal : {SIGFPE, SIGILL, SIGABRT}) sigaction(signal, &action, nullptr);
#ifndef __SANITIZE_ADDRESS__
  for (int signal : {SIGSEGV, SIGBUS}) sigaction(signal, &action, nullptr);
#endif
  std::signal(SIGPIPE, SIG_IGN);
  feenableexcept(FE_DIVBYZERO);
}

}  // namespace mql
