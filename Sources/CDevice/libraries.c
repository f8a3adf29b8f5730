#include "CDevice.h"

#include <dlfcn.h>
#include <string.h>

/// A function's name in its library, and its place in the table.
typedef struct entry {
  const char *name;
  size_t offset;
} entry;

static kan_missing load(const char *library, const entry *entries, size_t count, void *table) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return KAN_NO_LIBRARY;
  for (size_t n = 0; n < count; n++) {
    void *function = dlsym(handle, entries[n].name);
    if (!function) {
      dlclose(handle);
      return KAN_OLD_LIBRARY;
    }
    memcpy((char *)table + entries[n].offset, &function, sizeof function);
  }
  return KAN_COMPLETE;
}

#define DRIVER(name, field) {name, offsetof(kan_driver, field)}
#define COMPILER(name, field) {name, offsetof(kan_compiler, field)}

kan_missing kan_load_driver(const char *library, kan_driver *driver) {
  // Names with a version are what the headers of CUDA 11.4 and later make of those without.
  static const entry entries[] = {
    DRIVER("cuInit", initialize),
    DRIVER("cuDriverGetVersion", driverGetVersion),
    DRIVER("cuGetErrorName", getErrorName),
    DRIVER("cuDeviceGetCount", deviceGetCount),
    DRIVER("cuDeviceGet", deviceGet),
    DRIVER("cuDeviceGetName", deviceGetName),
    DRIVER("cuDeviceGetAttribute", deviceGetAttribute),
    DRIVER("cuDevicePrimaryCtxRetain", primaryContextRetain),
    DRIVER("cuDevicePrimaryCtxRelease_v2", primaryContextRelease),
    DRIVER("cuCtxSetCurrent", contextSetCurrent),
    DRIVER("cuMemGetInfo_v2", memGetInfo),
    DRIVER("cuMemAlloc_v2", memAlloc),
    DRIVER("cuMemFree_v2", memFree),
    DRIVER("cuMemsetD8Async", memsetBytes),
    DRIVER("cuMemcpyHtoDAsync_v2", copyToDevice),
    DRIVER("cuMemcpyDtoHAsync_v2", copyToHost),
    DRIVER("cuMemcpyDtoDAsync_v2", copyOnDevice),
    DRIVER("cuStreamCreate", streamCreate),
    DRIVER("cuStreamDestroy_v2", streamDestroy),
    DRIVER("cuStreamSynchronize", streamSynchronize),
    DRIVER("cuStreamBeginCapture_v2", streamBeginCapture),
    DRIVER("cuStreamEndCapture", streamEndCapture),
    DRIVER("cuGraphInstantiateWithFlags", graphInstantiate),
    DRIVER("cuGraphDestroy", graphDestroy),
    DRIVER("cuGraphExecDestroy", graphExecDestroy),
    DRIVER("cuGraphLaunch", graphLaunch),
    DRIVER("cuModuleLoadData", moduleLoadData),
    DRIVER("cuModuleUnload", moduleUnload),
    DRIVER("cuModuleGetFunction", moduleGetFunction),
    DRIVER("cuLaunchKernel", launchKernel),
  };
  return load(library, entries, sizeof entries / sizeof *entries, driver);
}

kan_missing kan_load_compiler(const char *library, kan_compiler *compiler) {
  static const entry entries[] = {
    COMPILER("nvrtcVersion", version),
    COMPILER("nvrtcGetErrorString", getErrorString),
    COMPILER("nvrtcCreateProgram", createProgram),
    COMPILER("nvrtcDestroyProgram", destroyProgram),
    COMPILER("nvrtcCompileProgram", compileProgram),
    COMPILER("nvrtcGetProgramLogSize", getLogSize),
    COMPILER("nvrtcGetProgramLog", getLog),
    COMPILER("nvrtcGetCUBINSize", getImageSize),
    COMPILER("nvrtcGetCUBIN", getImage),
  };
  return load(library, entries, sizeof entries / sizeof *entries, compiler);
}
