/// What one thread keeps of one tile: nodes, their adjoints and the slopes of the activations, [node][sample]; and room
/// for the nodes of one layer the other way round.
final class DenseWorkspace: @unchecked Sendable {
  let tileWidth: Int
  let nodes: [UnsafeMutablePointer<Float>]
  let adjoints: [UnsafeMutablePointer<Float>]
  let slopes: [UnsafeMutablePointer<Float>]
  /// [sample][node], rows filled up to a multiple of 8.
  let turned: UnsafeMutablePointer<Float>

  init(widths: [Int], tileWidth: Int) {
    self.tileWidth = tileWidth
    let counts = widths.dropFirst().map { $0 * tileWidth }
    func rows(_ count: Int) -> UnsafeMutablePointer<Float> {
      let raw = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
      let floats = raw.bindMemory(to: Float.self, capacity: count)
      floats.initialize(repeating: 0, count: count)
      return floats
    }
    nodes = counts.map(rows)
    adjoints = counts.map(rows)
    slopes = counts.dropLast().map(rows)
    turned = rows(((widths.dropLast().max() ?? 0) + 7) / 8 * 8 * tileWidth)
  }

  deinit {
    for pointer in nodes + adjoints + slopes + [turned] { UnsafeMutableRawPointer(pointer).deallocate() }
  }
}
