import KANNumerics

/// The choice of the rows of a mini-batch: every part contributes its own share, in an order determined by the seed, the epoch and
/// the number of the part, so that no rank needs to know the rows of another.
final class BatchDraw {
  private let rows: PartedRows
  private let random: SeededRandom
  private var epoch = -1
  /// The order of the rows of each part of this rank.
  private var orders: [[Int]] = []

  init(_ rows: PartedRows, seed: UInt64) {
    self.rows = rows
    random = SeededRandom(seed: seed)
  }

  /// Starts drawing from `epoch`.
  func begin(epoch: Int) {
    guard epoch != self.epoch else { return }
    self.epoch = epoch
    let random = random.stream(UInt64(epoch))
    orders = zip(rows.tree.own, rows.parts).map { part, data in
      var own = random.stream(UInt64(part))
      return own.shuffled(Array(0..<data.count))
    }
  }

  /// The share of part `place` of this rank in step `step` of the `steps` of an epoch; every row is drawn once.
  func rows(ofPart place: Int, step: Int, of steps: Int) -> ArraySlice<Int> {
    let order = orders[place]
    return order[order.count * step / steps..<order.count * (step + 1) / steps]
  }
}
