import CDevice

/// The driver of a card and the compiler of its kernels, found at run time: tables of functions that any thread may call.
struct DeviceLibraries: @unchecked Sendable {
  let driver: kan_driver
  /// `nil` where none was found.
  let compiler: kan_compiler?
  /// The images compiled so far.
  let images = KernelImages()

  /// The minimum version of the driver, in the driver's numbering: 12.0.
  private static let leastVersion: Int32 = 12_000
  private static let compilerNames = ["libnvrtc.so", "libnvrtc.so.13", "libnvrtc.so.12"]

  /// Uses the given tables.
  ///
  /// - Throws: `DeviceError` if the driver does not start or is too old.
  init(driver: kan_driver, compiler: kan_compiler?) throws(DeviceError) {
    (self.driver, self.compiler) = (driver, compiler)
    var version: Int32 = 0
    guard driver.initialize(0) == 0 else { throw .noCard }
    guard driver.driverGetVersion(&version) == 0, version >= Self.leastVersion else {
      throw .driverTooOld(version: Self.name(version))
    }
  }

  /// Looks for the libraries of this machine.
  ///
  /// - Throws: `DeviceError.noDriver` if there is no driver, and as above.
  static func load() throws(DeviceError) -> DeviceLibraries {
    var driver = kan_driver()
    switch kan_load_driver("libcuda.so.1", &driver) {
    case KAN_NO_LIBRARY: throw .noDriver
    case KAN_OLD_LIBRARY: throw .driverTooOld(version: nil)
    default: return try DeviceLibraries(driver: driver, compiler: loadCompiler())
    }
  }

  /// The compiler of this machine, which needs neither driver nor card.
  static func loadCompiler() -> kan_compiler? {
    var compiler = kan_compiler()
    return compilerNames.contains { kan_load_compiler($0, &compiler) == KAN_COMPLETE } ? compiler : nil
  }

  private static func name(_ version: Int32) -> String { "\(version / 1000).\(version % 1000 / 10)" }
}
