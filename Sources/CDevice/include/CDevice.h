/// The driver of a card and the compiler of its kernels, as tables of functions looked up at run time, so that neither is needed to
/// build. Names and meanings are those of NVIDIA's CUDA Driver API and NVRTC.
#pragma once

#include <stddef.h>

// This text is also read by the card's compiler.
#include "../../KANDevice/Kernels/Arguments.inc"

typedef struct kan_driver {
  int (*initialize)(unsigned flags);
  int (*driverGetVersion)(int *version);
  int (*getErrorName)(int code, const char **name);
  int (*deviceGetCount)(int *count);
  int (*deviceGet)(int *device, int ordinal);
  int (*deviceGetName)(char *name, int length, int device);
  int (*deviceGetAttribute)(int *value, int attribute, int device);
  int (*primaryContextRetain)(void **context, int device);
  int (*primaryContextRelease)(int device);
  int (*contextSetCurrent)(void *context);
  int (*memGetInfo)(size_t *free, size_t *total);
  int (*memAlloc)(kan_address *address, size_t bytes);
  int (*memFree)(kan_address address);
  int (*memsetBytes)(kan_address address, unsigned char value, size_t count, void *stream);
  int (*copyToDevice)(kan_address to, const void *from, size_t bytes, void *stream);
  int (*copyToHost)(void *to, kan_address from, size_t bytes, void *stream);
  int (*copyOnDevice)(kan_address to, kan_address from, size_t bytes, void *stream);
  int (*streamCreate)(void **stream, unsigned flags);
  int (*streamDestroy)(void *stream);
  int (*streamSynchronize)(void *stream);
  int (*streamBeginCapture)(void *stream, int mode);
  int (*streamEndCapture)(void *stream, void **graph);
  int (*graphInstantiate)(void **executable, void *graph, unsigned long long flags);
  int (*graphDestroy)(void *graph);
  int (*graphExecDestroy)(void *executable);
  int (*graphLaunch)(void *executable, void *stream);
  int (*moduleLoadData)(void **module, const void *image);
  int (*moduleUnload)(void *module);
  int (*moduleGetFunction)(void **function, void *module, const char *name);
  int (*launchKernel)(
    void *function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY, unsigned blockZ,
    unsigned sharedBytes, void *stream, void **arguments, void **extra);
} kan_driver;

typedef struct kan_compiler {
  int (*version)(int *major, int *minor);
  const char *(*getErrorString)(int code);
  int (*createProgram)(
    void **program, const char *source, const char *name, int headerCount, const char *const *headers,
    const char *const *headerNames);
  int (*destroyProgram)(void **program);
  int (*compileProgram)(void *program, int optionCount, const char *const *options);
  int (*getLogSize)(void *program, size_t *size);
  int (*getLog)(void *program, char *log);
  int (*getImageSize)(void *program, size_t *size);
  int (*getImage)(void *program, char *image);
} kan_compiler;

/// The reason why a table could not be filled.
typedef enum kan_missing { KAN_COMPLETE, KAN_NO_LIBRARY, KAN_OLD_LIBRARY } kan_missing;

/// Fills the table from `library`; the library stays loaded. `KAN_OLD_LIBRARY` if it lacks a function.
kan_missing kan_load_driver(const char *library, kan_driver *driver);
kan_missing kan_load_compiler(const char *library, kan_compiler *compiler);
