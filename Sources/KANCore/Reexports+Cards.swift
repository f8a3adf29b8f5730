// Training on graphics cards, which is experimental and only there with the trait CUDA.
#if CUDA
  @_exported import KANDevice
#endif
