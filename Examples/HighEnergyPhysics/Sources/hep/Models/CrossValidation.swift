import SwiftKAN

/// Events in parts, each of which is judged by what the others taught.
struct CrossValidation {
  /// What is learned from, and what judges.
  let folds: [(train: Dataset, held: Dataset)]

  /// - Parameter groups: Rows of one number stay in one part.
  init(_ data: Dataset, groups: [Double], parts: Int = 5) {
    let part = groups.map { group in
      var random = SplitMix(seed: UInt64(bitPattern: Int64(group)))
      return Int(random.next() % UInt64(parts))
    }
    folds = (0..<parts).map { held in
      (
        data.selecting(rows: part.indices.filter { part[$0] != held }),
        data.selecting(rows: part.indices.filter { part[$0] == held })
      )
    }
  }

  /// The mean quality of models of some of the inputs.
  func quality(of inputs: [String], _ quality: (_ train: Dataset, _ held: Dataset) throws -> Double) throws
    -> Double
  {
    try folds.map { try quality($0.train.selecting(inputs), $0.held.selecting(inputs)) }.mean
  }
}
