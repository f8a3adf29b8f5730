/// The rows of a table that are equal to earlier ones, found by a hash, so that no row is copied.
struct EqualRows {
  /// For every row, the first one that is equal to it.
  private let first: [Int]
  /// The number of different rows.
  let count: Int

  /// Compares the rows of columns of equal length; 0 and −0 are equal, and NaN is equal to nothing.
  init(_ columns: [[Double]]) {
    let rows = columns.first?.count ?? 0
    let marks = Self.marks(columns, rows: rows)
    // Twice the rows, rounded up to a power of two: searches for a free slot are short.
    var size = 16
    while size < 2 * rows { size *= 2 }
    var places = [Int](repeating: -1, count: size)
    var different = 0
    first = (0..<rows).map { row in
      var place = Int(truncatingIfNeeded: marks[row]) & (size - 1)
      while places[place] >= 0 {
        let earlier = places[place]
        if marks[earlier] == marks[row], columns.allSatisfy({ $0[earlier] == $0[row] }) { return earlier }
        place = (place + 1) & (size - 1)
      }
      places[place] = row
      different += 1
      return row
    }
    count = different
  }

  /// The first row of every kind, in order.
  var firstRows: [Int] { first.indices.filter { first[$0] == $0 } }

  /// For every row, the number of its kind, counted from 0 in order of appearance.
  var groups: [Int] {
    var kinds = 0
    return first.indices.reduce(into: [Int](repeating: 0, count: first.count)) { groups, row in
      if first[row] == row {
        groups[row] = kinds
        kinds += 1
      } else {
        groups[row] = groups[first[row]]
      }
    }
  }

  /// The number of the part of each row in cross-validation with a number of parts: equal rows share one.
  func parts(_ count: Int) -> [Int] { groups.map { $0 % count } }

  /// A hash for every row.
  private static func marks(_ columns: [[Double]], rows: Int) -> [UInt64] {
    var marks = [UInt64](repeating: 0, count: rows)
    for column in columns {
      for row in 0..<rows {
        // With 0 added −0 has the bits of 0. The factor is 2⁶⁴ over the golden ratio (Knuth, volume 3, section 6.4).
        let mixed = (marks[row] ^ (column[row] + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15
        marks[row] = mixed ^ (mixed >> 32)
      }
    }
    return marks
  }
}
