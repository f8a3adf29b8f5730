import CDevice

/// Kernels on a card, for one scalar type and one order of splines.
final class DeviceModule {
  private let context: DeviceContext
  private let module: UnsafeMutableRawPointer
  let forward, multiply, divide, backwardInputs, backwardEdges: DeviceFunction
  let magnitudes, sparsity: DeviceFunction
  let loss, total, gather, sumSlices, adam, shrink, commit: DeviceFunction

  /// Compiles the kernels for the card.
  init(_ context: DeviceContext, isDouble: Bool, order: Int) throws(DeviceError) {
    self.context = context
    guard let compiler = context.libraries.compiler else { throw .noCompiler }
    let image = try context.libraries.images.image(
      by: compiler, for: context.architecture, isDouble: isDouble, order: order)
    let driver = context.driver
    var module: UnsafeMutableRawPointer?
    try context.check(
      image.withUnsafeBytes { driver.moduleLoadData(&module, $0.baseAddress) }, "cuModuleLoadData")
    guard let module else { throw .driverFailed(call: "cuModuleLoadData", code: "no module") }
    self.module = module
    func function(_ name: String) throws(DeviceError) -> DeviceFunction {
      var pointer: UnsafeMutableRawPointer?
      try context.check(driver.moduleGetFunction(&pointer, module, name), "cuModuleGetFunction")
      guard let pointer else { throw .driverFailed(call: "cuModuleGetFunction", code: "no \(name)") }
      return DeviceFunction(pointer: pointer)
    }
    do throws(DeviceError) {
      (forward, multiply, divide) = (
        try function("forward"), try function("multiply"), try function("divide")
      )
      (backwardInputs, backwardEdges) = (try function("backwardInputs"), try function("backwardEdges"))
      (magnitudes, sparsity) = (try function("magnitudes"), try function("sparsity"))
      (loss, total, gather) = (try function("loss"), try function("total"), try function("gather"))
      (sumSlices, adam) = (try function("sumSlices"), try function("adam"))
      (shrink, commit) = (try function("shrink"), try function("commit"))
    } catch {
      _ = driver.moduleUnload(module)
      throw error
    }
  }

  deinit {
    _ = try? context.enter()
    _ = context.driver.moduleUnload(module)
  }
}

/// One kernel; valid as long as its module exists.
struct DeviceFunction {
  let pointer: UnsafeMutableRawPointer
}
