import CDevice

/// One card, and one stream of work on it. It is used by one thread at a time, but possibly by different ones.
final class DeviceContext {
  let libraries: DeviceLibraries
  /// The name of the card.
  let name: String
  /// The architecture for which kernels are compiled, such as sm_90.
  let architecture: String
  private let device: Int32
  private let context: UnsafeMutableRawPointer
  private let stream: UnsafeMutableRawPointer

  var driver: kan_driver { libraries.driver }

  /// Begins work on card `index`.
  init(_ libraries: DeviceLibraries, index: Int) throws(DeviceError) {
    self.libraries = libraries
    let driver = libraries.driver
    func check(_ code: Int32, _ call: String) throws(DeviceError) {
      guard code == 0 else { throw DeviceError(code, call: call, driver) }
    }
    var (count, device, major, minor): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    try check(driver.deviceGetCount(&count), "cuDeviceGetCount")
    guard count > 0 else { throw .noCard }
    guard (0..<Int(count)).contains(index) else { throw .noSuchCard(index: index, count: Int(count)) }
    try check(driver.deviceGet(&device, Int32(index)), "cuDeviceGet")
    var letters = [CChar](repeating: 0, count: 256)
    try check(driver.deviceGetName(&letters, 255, device), "cuDeviceGetName")
    name = String(decoding: letters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR.
    try check(driver.deviceGetAttribute(&major, 75, device), "cuDeviceGetAttribute")
    try check(driver.deviceGetAttribute(&minor, 76, device), "cuDeviceGetAttribute")
    architecture = "sm_\(major)\(minor)"

    var (context, stream): (UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) = (nil, nil)
    try check(driver.primaryContextRetain(&context, device), "cuDevicePrimaryCtxRetain")
    guard let context else { throw .noCard }
    do throws(DeviceError) {
      try check(driver.contextSetCurrent(context), "cuCtxSetCurrent")
      // CU_STREAM_NON_BLOCKING
      try check(driver.streamCreate(&stream, 1), "cuStreamCreate")
    } catch {
      _ = driver.primaryContextRelease(device)
      throw error
    }
    guard let stream else { throw .noCard }
    (self.device, self.context, self.stream) = (device, context, stream)
  }

  deinit {
    _ = driver.contextSetCurrent(context)
    _ = driver.streamDestroy(stream)
    _ = driver.primaryContextRelease(device)
  }

  /// Makes the card that of this thread, which the driver requires before any other call.
  func enter() throws(DeviceError) { try check(driver.contextSetCurrent(context), "cuCtxSetCurrent") }

  /// Throws if a code of the driver is not success.
  func check(_ code: Int32, _ call: String) throws(DeviceError) {
    guard code == 0 else { throw DeviceError(code, call: call, driver) }
  }

  /// The bytes that are free.
  var freeMemory: Int {
    var (free, total) = (0, 0)
    return driver.memGetInfo(&free, &total) == 0 ? free : 0
  }

  /// Copies bytes to the card, in the order of the stream.
  func copy(_ bytes: UnsafeRawBufferPointer, to address: kan_address) throws(DeviceError) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    try check(driver.copyToDevice(address, start, bytes.count, stream), "cuMemcpyHtoDAsync")
  }

  /// Copies bytes from the card, after all previous work is done.
  func copy(_ address: kan_address, to bytes: UnsafeMutableRawBufferPointer) throws(DeviceError) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    try check(driver.copyToHost(start, address, bytes.count, stream), "cuMemcpyDtoHAsync")
    try synchronize()
  }

  /// Copies bytes within the card.
  func copy(_ from: kan_address, to address: kan_address, bytes: Int) throws(DeviceError) {
    try check(driver.copyOnDevice(address, from, bytes, stream), "cuMemcpyDtoDAsync")
  }

  /// Waits until all work of the card is done.
  func synchronize() throws(DeviceError) {
    try check(driver.streamSynchronize(stream), "cuStreamSynchronize")
  }

  /// Runs `function` on x·y blocks of `KAN_THREADS` threads.
  ///
  /// - Parameters:
  ///   - sharedBytes: Memory that a block shares.
  ///   - arguments: The arguments of the kernel, a structure of `Arguments.inc`.
  func launch<Arguments: BitwiseCopyable>(
    _ function: DeviceFunction, x: Int, y: Int = 1, sharedBytes: Int = 0, _ arguments: Arguments
  ) throws(DeviceError) {
    let code = withUnsafePointer(to: arguments) { arguments in
      var list: UnsafeMutableRawPointer? = UnsafeMutableRawPointer(mutating: arguments)
      return driver.launchKernel(
        function.pointer, UInt32(x), UInt32(y), 1, UInt32(KAN_THREADS), 1, 1, UInt32(sharedBytes), stream,
        &list, nil)
    }
    try check(code, "cuLaunchKernel")
  }

  /// The launches of `work` as one graph, which is cheaper to repeat than single launches.
  func graph(of work: () throws(DeviceError) -> Void) throws(DeviceError) -> DeviceGraph {
    // CU_STREAM_CAPTURE_MODE_RELAXED: other threads may work on cards of their own meanwhile.
    try check(driver.streamBeginCapture(stream, 2), "cuStreamBeginCapture")
    var (graph, executable): (UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) = (nil, nil)
    do throws(DeviceError) {
      try work()
    } catch {
      _ = driver.streamEndCapture(stream, &graph)
      throw error
    }
    try check(driver.streamEndCapture(stream, &graph), "cuStreamEndCapture")
    defer { _ = driver.graphDestroy(graph) }
    try check(driver.graphInstantiate(&executable, graph, 0), "cuGraphInstantiate")
    guard let executable else { throw .driverFailed(call: "cuGraphInstantiate", code: "no graph") }
    return DeviceGraph(self, executable)
  }

  /// Runs a graph.
  func launch(_ graph: DeviceGraph) throws(DeviceError) {
    try check(driver.graphLaunch(graph.executable, stream), "cuGraphLaunch")
  }
}
