import CDevice

extension DeviceError {
  /// The error for a code of the driver.
  init(_ code: Int32, call: String, _ driver: kan_driver) {
    var letters: UnsafePointer<CChar>?
    let isKnown = driver.getErrorName(code, &letters) == 0
    let name = letters.flatMap { isKnown ? String(cString: $0) : nil } ?? "code \(code)"
    switch code {
    // The caller knows how much memory was requested.
    case 2: self = .outOfMemory(needed: 0, free: 0)
    case 100: self = .noCard
    // A driver that is older than the kernels' compiler, or than the kernel module.
    case 35, 222, 803: self = .driverTooOld(version: nil)
    // Shutdown, uncorrectable memory error, invalid address, timeout, and launch failures.
    case 4, 214, 700, 702, 714...719, 999: self = .cardLost(code: name)
    default: self = .driverFailed(call: call, code: name)
    }
  }
}
