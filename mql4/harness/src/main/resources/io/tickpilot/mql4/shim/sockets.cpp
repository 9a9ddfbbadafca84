// ws2_32.dll over POSIX sockets. Structures are laid out as on Windows with 32 bits.
#include "windows.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <netinet/tcp.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mql {

namespace {

constexpr int WSAEWOULDBLOCK = 10035, WSAENOTSOCK = 10038, WSAENETUNREACH = 10051, WSAECONNRESET = 10054, WSAENOTCONN = 10057,
              WSAETIMEDOUT = 10060, WSAECONNREFUSED = 10061, WSAEISCONN = 10056, WSAEALREADY = 10037, WSAEINVAL = 10022,
              WSAECONNABORTED = 10053;
constexpr int WINDOWS_SOL_SOCKET = 0xFFFF, WINDOWS_SO_ERROR = 0x1007, WINDOWS_SO_KEEPALIVE = 0x0008;
constexpr unsigned WINDOWS_FIONBIO = 0x8004667E;

struct WindowsSet {
  unsigned count;
  int sockets[64];
};

int windows_code(int code) {
  switch (code) {
    case EAGAIN:
    case EINPROGRESS: return WSAEWOULDBLOCK;
    case EBADF:
    case ENOTSOCK: return WSAENOTSOCK;
    case ENETUNREACH:
    case EHOSTUNREACH: return WSAENETUNREACH;
    case EPIPE:
    case ECONNRESET: return WSAECONNRESET;
    case ECONNABORTED: return WSAECONNABORTED;
    case ENOTCONN: return WSAENOTCONN;
    case ETIMEDOUT: return WSAETIMEDOUT;
    case ECONNREFUSED: return WSAECONNREFUSED;
    case EISCONN: return WSAEISCONN;
    case EALREADY: return WSAEALREADY;
    case EINVAL: return WSAEINVAL;
    case 0: return 0;
    default: return 10000 + code;
  }
}

int noted(long result) {
  if (result < 0) set_windows_error(windows_code(errno));
  return static_cast<int>(result);
}

// Only sockets this library opened; the process has other descriptors a program must not reach.
bool is_socket(int fd) {
  int type;
  socklen_t length = sizeof type;
  if (::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0) return true;
  set_windows_error(WSAENOTSOCK);
  return false;
}

int startup(int, void*) { return 0; }
int cleanup() { return 0; }
int last_error() { return windows_error(); }
int open_socket(int family, int type, int protocol) { return noted(::socket(family, type | SOCK_CLOEXEC, protocol)); }
int connect_socket(int fd, const void* address, int length) {
  return is_socket(fd) ? noted(::connect(fd, static_cast<const sockaddr*>(address), length)) : -1;
}
int send_bytes(int fd, const void* bytes, int count, int) {
  return is_socket(fd) ? noted(::send(fd, bytes, count, MSG_NOSIGNAL)) : -1;
}
int receive(int fd, void* bytes, int count, int) { return is_socket(fd) ? noted(::recv(fd, bytes, count, 0)) : -1; }
int close_socket(int fd) { return is_socket(fd) ? noted(::close(fd)) : -1; }
int shut(int fd, int how) { return is_socket(fd) ? noted(::shutdown(fd, how)) : -1; }

int control(int fd, int command, const unsigned* value) {
  if (!is_socket(fd) || static_cast<unsigned>(command) != WINDOWS_FIONBIO) return -1;
  int flags = fcntl(fd, F_GETFL);
  return noted(fcntl(fd, F_SETFL, *value ? flags | O_NONBLOCK : flags & ~O_NONBLOCK));
}

bool option(int& level, int& name) {
  if (level == IPPROTO_TCP && name == TCP_NODELAY) return true;
  if (level != WINDOWS_SOL_SOCKET) return false;
  level = SOL_SOCKET;
  name = name == WINDOWS_SO_ERROR ? SO_ERROR : name == WINDOWS_SO_KEEPALIVE ? SO_KEEPALIVE : -1;
  return name >= 0;
}

int get_option(int fd, int level, int name, int* value, int* length) {
  socklen_t size = *length;
  if (!is_socket(fd) || !option(level, name)) return -1;
  int result = noted(::getsockopt(fd, level, name, value, &size));
  if (name == SO_ERROR && level == SOL_SOCKET) *value = windows_code(*value);
  *length = static_cast<int>(size);
  return result;
}

int set_option(int fd, int level, int name, const void* value, int length) {
  return is_socket(fd) && option(level, name) ? noted(::setsockopt(fd, level, name, value, length)) : -1;
}

unsigned address_of(const char* dotted) { return inet_addr(dotted); }
int to_network(int port) { return htons(static_cast<unsigned short>(port)); }

int fill(const WindowsSet* from, fd_set& to) {
  int highest = 0;
  FD_ZERO(&to);
  for (unsigned i = 0; from && i < std::min(from->count, 64u); i++) {
    if (from->sockets[i] < 0 || from->sockets[i] >= FD_SETSIZE) continue;
    FD_SET(from->sockets[i], &to);
    highest = std::max(highest, from->sockets[i] + 1);
  }
  return highest;
}

void keep_ready(WindowsSet* set, const fd_set& ready) {
  unsigned kept = 0;
  for (unsigned i = 0; set && i < std::min(set->count, 64u); i++) {
    if (set->sockets[i] >= 0 && FD_ISSET(set->sockets[i], &ready)) set->sockets[kept++] = set->sockets[i];
  }
  if (set) set->count = kept;
}

// Windows reports a refused connection in the third set; POSIX as ready to write with an error pending.
void move_failed(WindowsSet* writing, WindowsSet* failing, fd_set& write, fd_set& failed) {
  for (unsigned i = 0; writing && failing && i < std::min(writing->count, 64u); i++) {
    int fd = writing->sockets[i], error = 0;
    socklen_t length = sizeof error;
    if (fd < 0 || !FD_ISSET(fd, &write)) continue;
    if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error != 0) {
      FD_CLR(fd, &write);
      FD_SET(fd, &failed);
      set_windows_error(windows_code(error));
    }
  }
}

int select_sockets(int, WindowsSet* reading, WindowsSet* writing, WindowsSet* failing, const int* timeout) {
  fd_set read, write, failed;
  int highest = std::max({fill(reading, read), fill(writing, write), fill(failing, failed)});
  timeval wait{timeout ? timeout[0] : 0, timeout ? timeout[1] : 0};
  int result = noted(::select(highest, &read, &write, &failed, timeout ? &wait : nullptr));
  if (result > 0) move_failed(writing, failing, write, failed);
  keep_ready(reading, read);
  keep_ready(writing, write);
  keep_ready(failing, failed);
  return result;
}

}  // namespace

void* socket_function(const std::string& function) {
  static const std::map<std::string, void*> table{
      {"WSAStartup", reinterpret_cast<void*>(startup)},      {"WSACleanup", reinterpret_cast<void*>(cleanup)},
      {"WSAGetLastError", reinterpret_cast<void*>(last_error)}, {"socket", reinterpret_cast<void*>(open_socket)},
      {"connect", reinterpret_cast<void*>(connect_socket)},  {"send", reinterpret_cast<void*>(send_bytes)},
      {"recv", reinterpret_cast<void*>(receive)},            {"closesocket", reinterpret_cast<void*>(close_socket)},
      {"shutdown", reinterpret_cast<void*>(shut)},           {"ioctlsocket", reinterpret_cast<void*>(control)},
      {"getsockopt", reinterpret_cast<void*>(get_option)},   {"setsockopt", reinterpret_cast<void*>(set_option)},
      {"inet_addr", reinterpret_cast<void*>(address_of)},    {"htons", reinterpret_cast<void*>(to_network)},
      {"ntohs", reinterpret_cast<void*>(to_network)},        {"select", reinterpret_cast<void*>(select_sockets)},
  };
  auto found = table.find(function);
  return found == table.end() ? nullptr : found->second;
}

}  // namespace mql
