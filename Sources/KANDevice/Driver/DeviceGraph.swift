import CDevice

/// Launches that were recorded, to be repeated as one.
final class DeviceGraph {
  let executable: UnsafeMutableRawPointer
  private let context: DeviceContext

  init(_ context: DeviceContext, _ executable: UnsafeMutableRawPointer) {
    (self.context, self.executable) = (context, executable)
  }

  deinit {
    _ = try? context.enter()
    _ = context.driver.graphExecDestroy(executable)
  }
}
