import CDevice

/// Memory of a card for `count` elements, freed with its last reference.
final class DeviceBuffer<Element: BitwiseCopyable> {
  let address: kan_address
  let count: Int
  private let context: DeviceContext

  /// The size in bytes.
  var byteCount: Int { count * MemoryLayout<Element>.stride }

  /// Uninitialised memory.
  ///
  /// - Throws: `DeviceError.outOfMemory`.
  init(_ context: DeviceContext, count: Int) throws(DeviceError) {
    // The driver refuses blocks of no bytes.
    self.count = max(count, 1)
    self.context = context
    let bytes = self.count * MemoryLayout<Element>.stride
    var address: kan_address = 0
    do throws(DeviceError) {
      try context.check(context.driver.memAlloc(&address, bytes), "cuMemAlloc")
    } catch .outOfMemory {
      throw .outOfMemory(needed: bytes, free: context.freeMemory)
    }
    self.address = address
  }

  /// A copy of `elements`.
  convenience init(_ context: DeviceContext, _ elements: [Element]) throws(DeviceError) {
    try self.init(context, count: elements.count)
    try write(elements)
  }

  deinit {
    _ = try? context.enter()
    _ = context.driver.memFree(address)
  }

  /// Copies `elements` to the start.
  func write(_ elements: [Element]) throws(DeviceError) {
    precondition(elements.count <= count, "what is written fits")
    let result: Result<Void, DeviceError> = elements.withUnsafeBytes { bytes in
      Result { () throws(DeviceError) in try context.copy(bytes, to: address) }
    }
    try result.get()
  }

  /// The first `count` elements, or all.
  func read(_ count: Int? = nil) throws(DeviceError) -> [Element] {
    let count = count ?? self.count
    var failure: DeviceError?
    let elements = [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(DeviceError) {
        try context.copy(
          address, to: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[..<count])))
        filled = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return elements
  }

  /// Copies the elements of another buffer, as many as there are.
  func copy(_ other: DeviceBuffer) throws(DeviceError) {
    try context.copy(other.address, to: address, bytes: byteCount)
  }
}
