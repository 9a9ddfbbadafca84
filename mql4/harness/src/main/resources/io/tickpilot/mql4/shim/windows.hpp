// The few functions of Windows an expert needs, on POSIX.
#pragma once

#include <string>

namespace mql {

// Null for a function that is not here.
void* windows_function(const std::string& library, const std::string& function);
bool library_exists(const std::string& name);

void* socket_function(const std::string& function);
void* kernel_function(const std::string& function);

// GetLastError and WSAGetLastError are one value in Windows.
void set_windows_error(int code);
int windows_error();

}  // namespace mql
