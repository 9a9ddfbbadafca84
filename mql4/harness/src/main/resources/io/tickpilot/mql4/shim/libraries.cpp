#include "libraries.hpp"

#include "terminal.hpp"
#include "windows.hpp"

#include <algorithm>
#include <dlfcn.h>
#include <map>
#include <vector>

namespace mql {

namespace {

const std::map<std::string, std::string>& roles() {
  static const std::map<std::string, std::string> table{
      {"zmq_ctx_new", "P"}, {"zmq_ctx_term", ".P"}, {"zmq_ctx_shutdown", ".P"},
      {"zmq_ctx_set", ".P.."}, {"zmq_ctx_get", ".P."}, {"zmq_socket", "PP."},
      {"zmq_close", ".P"}, {"zmq_bind", ".P."}, {"zmq_connect", ".P."},
      {"zmq_unbind", ".P."}, {"zmq_disconnect", ".P."}, {"zmq_send", ".P..."},
      {"zmq_send_const", ".P..."}, {"zmq_recv", ".P..."}, {"zmq_setsockopt", ".P..."},
      {"zmq_getsockopt", ".P..z"}, {"zmq_socket_monitor", ".P.."}, {"zmq_strerror", "P."},
      {"zmq_proxy", ".PPP"}, {"zmq_msg_send", "..P."}, {"zmq_msg_recv", "..P."},
      {"zmq_msg_data", "P."}, {"zmq_msg_gets", "P.."}, {"zmq_atomic_counter_new", "P"},
      {"zmq_atomic_counter_set", ".P."}, {"zmq_atomic_counter_inc", ".P"}, {"zmq_atomic_counter_dec", ".P"},
      {"zmq_atomic_counter_value", ".P"}, {"RtlMoveMemory", ".PP."}, {"lstrlenA", ".P"}, {"lstrlen", ".P"},
  };
  return table;
}

std::vector<void*>& pointers() {
  static std::vector<void*> all{nullptr};
  return all;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

void* native(const std::string& library) {
  static std::map<std::string, void*> open;
  auto found = open.find(library);
  if (found != open.end()) return found->second;
  const char* file = library == "libzmq.dll" ? "libzmq.so.5" : library == "libsodium.dll" ? "libsodium.so.23" : nullptr;
  return open[library] = file ? dlopen(file, RTLD_NOW) : nullptr;
}

}  // namespace

int pointer_number(void* pointer) {
  if (!pointer) return 0;
  auto& all = pointers();
  auto found = std::find(all.begin() + 1, all.end(), pointer);
  if (found != all.end()) return static_cast<int>(found - all.begin());
  all.push_back(pointer);
  return static_cast<int>(all.size()) - 1;
}

void* pointer_of(int number) {
  return number > 0 && number < static_cast<int>(pointers().size()) ? pointers()[number] : nullptr;
}

bool library_exists(const std::string& name) {
  std::string library = lower(name);
  if (terminal().missing_libraries().count(library)) return false;
  bool system = library == "ws2_32.dll" || library == "kernel32.dll" || library == "vcruntime140.dll" || library == "msvcp140.dll";
  return system || native(library) != nullptr;
}

void* Import::address() {
  if (address_) return address_;
  std::string library = lower(library_);
  if (!terminal().switches().dlls_allowed) fatal("DLL calls are not allowed: " + library_ + "::" + function_);
  if (!library_exists(library)) fatal("Cannot load '" + library_ + "' [126]");
  address_ = windows_function(library, function_);
  if (!address_ && native(library)) address_ = dlsym(native(library), function_.c_str());
  if (!address_) fatal("Cannot find '" + function_ + "' in '" + library_ + "'");
  return address_;
}

char Import::role(size_t index) {
  if (roles_.empty()) {
    auto found = roles().find(function_);
    roles_ = found == roles().end() ? "." : found->second;
  }
  return index < roles_.size() ? roles_[index] : '.';
}

}  // namespace mql
