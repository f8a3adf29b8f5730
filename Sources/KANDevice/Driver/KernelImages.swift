import CDevice
import Synchronization

/// A cache of compiled kernels, so that each is compiled once in the lifetime of a device.
final class KernelImages: Sendable {
  /// The values besides the text of the kernels on which an image depends.
  private struct Key: Hashable {
    let architecture: String
    let isDouble: Bool
    let order: Int
  }

  private let images = Mutex<[Key: [UInt8]]>([:])

  /// The image of the kernels, as `KernelSource.image` makes it.
  func image(
    by compiler: kan_compiler, for architecture: String, isDouble: Bool, order: Int
  ) throws(DeviceError) -> [UInt8] {
    let key = Key(architecture: architecture, isDouble: isDouble, order: order)
    if let known = images.withLock({ $0[key] }) { return known }
    let image = try KernelSource.image(by: compiler, for: architecture, isDouble: isDouble, order: order)
    images.withLock { $0[key] = image }
    return image
  }
}
