import CDevice
import KANEmulatedCard

@testable import KANDevice

/// The card that tests have: the kernels of `KANDevice`, compiled for this processor.
enum EmulatedCard {
  static func libraries() throws -> DeviceLibraries {
    var (driver, compiler) = (kan_driver(), kan_compiler())
    kan_emulate(&driver, &compiler)
    return try DeviceLibraries(driver: driver, compiler: compiler)
  }

  /// A card of its own.
  static func device(_ index: Int = 0, settings: DeviceSettings = DeviceSettings()) throws -> CUDADevice {
    try CUDADevice(index, libraries(), settings: settings)
  }

  /// Runs `body` on a card whose calls fail, the first `after` of them excepted.
  static func failing<Result>(
    _ call: kan_emulated_call, after: Int = 0, code: Int, _ body: () throws -> Result
  ) rethrows -> Result {
    kan_emulated_failure(call, Int32(after), Int32(code))
    defer { kan_emulated_failure(KAN_EMULATED_NOTHING, 0, 0) }
    return try body()
  }
}
