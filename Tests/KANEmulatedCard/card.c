#include "KANEmulatedCard.h"

#include <stdlib.h>
#include <string.h>

#include "processor.h"

/// A kernel by its name, and the size of its arguments.
typedef struct kan_function {
  const char *name;
  kan_kernel kernel;
  size_t argumentSize;
} kan_function;

#define T float
#define NAME(name) name##_f32
#include "kernels.inc"
#undef T
#undef NAME
#define T double
#define NAME(name) name##_f64
#include "kernels.inc"
#undef T
#undef NAME

enum { FUNCTIONS = sizeof functions_f32 / sizeof *functions_f32, MOST_LAUNCHES = 256 };
/// Codes of the driver's and the compiler's own.
enum { SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, INVALID_HANDLE = 400, NOT_FOUND = 500 };

// What tests let fail, and what they count. Tests run on several threads, which know nothing of each other.
static _Thread_local kan_emulated_call failing;
static _Thread_local int failsAfter, failureCode, allocations;
static _Thread_local long long launches;

void kan_emulated_failure(kan_emulated_call call, int after, int code) {
  failing = call;
  failsAfter = after;
  failureCode = code;
}
int kan_emulated_allocations(void) { return allocations; }
long long kan_emulated_launches(void) { return launches; }

static int fate(kan_emulated_call call) { return failing == call && failsAfter-- <= 0 ? failureCode : SUCCESS; }

/// One launch with a copy of its arguments.
typedef struct launch {
  const kan_function *function;
  unsigned gridX, gridY, sharedBytes;
  double arguments[64];
} launch;

/// Launches that a stream records instead of running them, and that a graph repeats.
typedef struct recording {
  int count;
  launch launches[MOST_LAUNCHES];
} recording;

typedef struct stream {
  recording *recording;
} stream;

/// A module: the functions of one scalar type.
typedef struct module {
  const kan_function *functions;
} module;

#ifdef KAN_REAL_THREADS
/// One thread of a block.
typedef struct single {
  kan_kernel kernel;
  const void *arguments;
  kan_block_of_threads block;
} single;

static void *runSingle(void *pointer) {
  const single *own = pointer;
  own->kernel(own->arguments, own->block);
  return NULL;
}

static void runBlock(kan_kernel kernel, const void *arguments, kan_block_of_threads block) {
  pthread_barrier_t barrier;
  pthread_t threads[KAN_THREADS];
  single singles[KAN_THREADS];
  pthread_barrier_init(&barrier, NULL, KAN_THREADS);
  for (int n = 0; n < KAN_THREADS; n++) {
    block.thread = n;
    block.barrier = &barrier;
    singles[n] = (single){kernel, arguments, block};
    if (pthread_create(&threads[n], NULL, runSingle, &singles[n]) != 0) abort();
  }
  for (int n = 0; n < KAN_THREADS; n++) pthread_join(threads[n], NULL);
  pthread_barrier_destroy(&barrier);
}
#else
static void runBlock(kan_kernel kernel, const void *arguments, kan_block_of_threads block) { kernel(arguments, block); }
#endif

static int runLaunch(const launch *own) {
  double *shared = malloc(own->sharedBytes + sizeof(double));
  for (unsigned y = 0; y < own->gridY; y++)
    for (unsigned x = 0; x < own->gridX; x++) {
      // What shared memory holds at the start of a block is anything.
      memset(shared, 0xff, own->sharedBytes + sizeof(double));
      runBlock(own->function->kernel, own->arguments, (kan_block_of_threads){.x = (int)x, .y = (int)y, .shared = shared});
    }
  free(shared);
  launches++;
  return SUCCESS;
}

static int initialize(unsigned flags) { return (void)flags, fate(KAN_EMULATED_INIT); }
static int driverGetVersion(int *version) {
  *version = failing == KAN_EMULATED_VERSION ? failureCode : 12000;
  return SUCCESS;
}
static int getErrorName(int code, const char **name) {
  *name = code == OUT_OF_MEMORY ? "CUDA_ERROR_OUT_OF_MEMORY" : code == 100 ? "CUDA_ERROR_NO_DEVICE" : "CUDA_ERROR_EMULATED";
  return SUCCESS;
}
static int deviceGetCount(int *count) {
  *count = failing == KAN_EMULATED_COUNT ? failureCode : 1;
  return SUCCESS;
}
static int deviceGet(int *device, int ordinal) { return *device = ordinal, SUCCESS; }
static int deviceGetName(char *name, int length, int device) {
  (void)device;
  strncpy(name, "Emulated card", (size_t)length);
  return SUCCESS;
}
static int deviceGetAttribute(int *value, int attribute, int device) {
  (void)device;
  *value = attribute == 75 ? 9 : 0;  // compute capability 9.0
  return SUCCESS;
}
static int primaryContextRetain(void **context, int device) { return *context = &failing, (void)device, SUCCESS; }
static int primaryContextRelease(int device) { return (void)device, SUCCESS; }
static int contextSetCurrent(void *context) { return (void)context, SUCCESS; }
static int memGetInfo(size_t *free, size_t *total) { return *free = *total = (size_t)1 << 30, SUCCESS; }
static int memAlloc(kan_address *address, size_t bytes) {
  const int code = fate(KAN_EMULATED_ALLOC);
  if (code) return code;
  void *memory = malloc(bytes);
  if (!memory) return OUT_OF_MEMORY;
  // Nor is a card's memory cleared.
  memset(memory, 0xff, bytes);
  *address = (kan_address)memory;
  allocations++;
  return SUCCESS;
}
static int memFree(kan_address address) {
  free((void *)address);
  allocations--;
  return SUCCESS;
}
static int memsetBytes(kan_address address, unsigned char value, size_t count, void *s) {
  (void)s;
  memset((void *)address, value, count);
  return SUCCESS;
}
static int copyToDevice(kan_address to, const void *from, size_t bytes, void *s) {
  (void)s;
  memcpy((void *)to, from, bytes);
  return SUCCESS;
}
static int copyToHost(void *to, kan_address from, size_t bytes, void *s) {
  (void)s;
  const int code = fate(KAN_EMULATED_COPY_TO_HOST);
  if (!code) memcpy(to, (const void *)from, bytes);
  return code;
}
static int copyOnDevice(kan_address to, kan_address from, size_t bytes, void *s) {
  (void)s;
  memcpy((void *)to, (const void *)from, bytes);
  return SUCCESS;
}
static int streamCreate(void **s, unsigned flags) { return (void)flags, *s = calloc(1, sizeof(stream)), SUCCESS; }
static int streamDestroy(void *s) { return free(s), SUCCESS; }
static int streamSynchronize(void *s) { return (void)s, fate(KAN_EMULATED_SYNCHRONIZE); }
static int streamBeginCapture(void *s, int mode) {
  (void)mode;
  ((stream *)s)->recording = calloc(1, sizeof(recording));
  return SUCCESS;
}
static int streamEndCapture(void *s, void **graph) {
  *graph = ((stream *)s)->recording;
  ((stream *)s)->recording = NULL;
  return *graph ? SUCCESS : INVALID_HANDLE;
}
static int graphInstantiate(void **executable, void *graph, unsigned long long flags) {
  (void)flags;
  *executable = memcpy(malloc(sizeof(recording)), graph, sizeof(recording));
  return SUCCESS;
}
static int graphDestroy(void *graph) { return free(graph), SUCCESS; }
static int graphExecDestroy(void *executable) { return free(executable), SUCCESS; }
static int graphLaunch(void *executable, void *s) {
  (void)s;
  const int code = fate(KAN_EMULATED_LAUNCH);
  const recording *own = executable;
  for (int n = 0; !code && n < own->count; n++) runLaunch(&own->launches[n]);
  return code;
}
static int moduleLoadData(void **own, const void *image) {
  const int code = fate(KAN_EMULATED_LOAD);
  if (code) return code;
  module *result = malloc(sizeof(module));
  result->functions = strstr(image, "KAN_DOUBLE") ? functions_f64 : functions_f32;
  *own = result;
  return SUCCESS;
}
static int moduleUnload(void *own) { return free(own), SUCCESS; }
static int moduleGetFunction(void **function, void *own, const char *name) {
  for (int n = 0; n < FUNCTIONS; n++)
    if (strcmp(((module *)own)->functions[n].name, name) == 0) {
      *function = (void *)&((module *)own)->functions[n];
      return SUCCESS;
    }
  return NOT_FOUND;
}
static int launchKernel(
  void *function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY, unsigned blockZ,
  unsigned sharedBytes, void *s, void **arguments, void **extra) {
  (void)extra;
  launch own = {function, gridX, gridY, sharedBytes, {0}};
  // What a card refuses as well.
  if (gridX == 0 || gridY == 0 || gridY > 65535 || gridZ != 1 || blockX != KAN_THREADS || blockY != 1 || blockZ != 1
      || sharedBytes > 48 * 1024 || own.function->argumentSize > sizeof own.arguments)
    return INVALID_VALUE;
  memcpy(own.arguments, arguments[0], own.function->argumentSize);
  recording *recording = ((stream *)s)->recording;
  if (recording) {
    if (recording->count == MOST_LAUNCHES) return OUT_OF_MEMORY;
    recording->launches[recording->count++] = own;
    return SUCCESS;
  }
  const int code = fate(KAN_EMULATED_LAUNCH);
  return code ? code : runLaunch(&own);
}

// The compiler: its image are the options, of which only the scalar type matters here.

static int version(int *major, int *minor) { return *major = 12, *minor = 0, SUCCESS; }
static const char *getErrorString(int code) { return code == 6 ? "NVRTC_ERROR_COMPILATION" : "NVRTC_ERROR_EMULATED"; }
static int createProgram(
  void **program, const char *source, const char *name, int headers, const char *const *texts, const char *const *names) {
  (void)name, (void)headers, (void)texts, (void)names;
  *program = calloc(1, 1024);
  return strstr(source, "KERNEL(forward") ? SUCCESS : INVALID_VALUE;
}
static int destroyProgram(void **program) {
  free(*program);
  *program = NULL;
  return SUCCESS;
}
static int compileProgram(void *program, int count, const char *const *options) {
  for (int n = 0; n < count; n++) strncat(strncat(program, options[n], 100), " ", 2);
  return fate(KAN_EMULATED_COMPILE);
}
static int getLogSize(void *program, size_t *size) { return (void)program, *size = 20, SUCCESS; }
static int getLog(void *program, char *log) { return (void)program, strcpy(log, "kernels.cu(1): oops"), SUCCESS; }
static int getImageSize(void *program, size_t *size) { return *size = strlen(program) + 1, SUCCESS; }
static int getImage(void *program, char *image) { return strcpy(image, program), SUCCESS; }

void kan_emulate(kan_driver *driver, kan_compiler *compiler) {
  *driver = (kan_driver){
    initialize, driverGetVersion, getErrorName, deviceGetCount, deviceGet, deviceGetName, deviceGetAttribute,
    primaryContextRetain, primaryContextRelease, contextSetCurrent, memGetInfo, memAlloc, memFree, memsetBytes,
    copyToDevice, copyToHost, copyOnDevice, streamCreate, streamDestroy, streamSynchronize, streamBeginCapture,
    streamEndCapture, graphInstantiate, graphDestroy, graphExecDestroy, graphLaunch, moduleLoadData, moduleUnload,
    moduleGetFunction, launchKernel,
  };
  *compiler = (kan_compiler){
    version, getErrorString, createProgram, destroyProgram, compileProgram, getLogSize, getLog, getImageSize, getImage,
  };
}
