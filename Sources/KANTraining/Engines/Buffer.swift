/// Memory of fixed size that lives as long as the engine that owns it; initially zero.
///
/// Sharing between threads is safe because engines give each thread its own rows.
final class Buffer<Element>: @unchecked Sendable {
  /// The first element, aligned to a cache line.
  let pointer: UnsafeMutablePointer<Element>
  /// The number of elements.
  let count: Int

  /// `count` elements equal to `value`.
  init(count: Int, repeating value: Element) {
    self.count = max(count, 1)
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: self.count * MemoryLayout<Element>.stride, alignment: 64)
    pointer = raw.bindMemory(to: Element.self, capacity: self.count)
    pointer.initialize(repeating: value, count: self.count)
  }

  /// A copy of `elements`.
  convenience init(_ elements: [Element], padding: Element) {
    self.init(count: elements.count, repeating: padding)
    for (n, element) in elements.enumerated() { pointer[n] = element }
  }

  deinit {
    pointer.deinitialize(count: count)
    UnsafeMutableRawPointer(pointer).deallocate()
  }
}

extension Buffer where Element: BinaryFloatingPoint {
  /// Sets everything to zero.
  func clear() { pointer.clear(count) }
}

extension UnsafeMutablePointer where Pointee: BinaryFloatingPoint {
  /// Sets `count` numbers to zero: all bits of a zero are zero, and bytes are filled without knowing the type.
  func clear(_ count: Int) {
    UnsafeMutableRawPointer(self).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Pointee>.stride)
  }
}
