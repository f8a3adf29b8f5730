import KANFiles

/// Identifies a set of samples without storing it: names, the number of rows, and a checksum (CRC-32) of the bits of every column
/// in row order.
///
/// A training run that resumes from a checkpoint compares it, since nothing else would show that the table is a different one.
package struct DatasetFingerprint: Hashable, Sendable, Codable {
  /// One column.
  private struct Column: Hashable, Codable {
    let name: String
    let checksum: UInt32
  }

  private let inputs: [Column]
  private let targets: [Column]
  private let weights: UInt32?
  private let rows: Int

  /// The fingerprint of `data`.
  ///
  /// Complexity: O(number of values); a gigabyte of numbers takes about a second.
  package init(_ data: Dataset) {
    inputs = zip(data.inputNames, data.inputs).map { Column(name: $0, checksum: Self.checksum($1)) }
    targets = zip(data.targetNames, data.targets).map { Column(name: $0, checksum: Self.checksum($1)) }
    weights = data.weights.map(Self.checksum)
    rows = data.count
  }

  /// The fingerprint of rows in parts, each of which has the columns of `data`.
  ///
  /// - Parameter checksums: `partChecksums` of all parts, concatenated.
  package init(columnsOf data: Dataset, parts checksums: [Double]) {
    let columns = data.inputs.count + data.targets.count + (data.weights == nil ? 0 : 1)
    let sums = (0..<columns).map { c in
      Self.checksum(stride(from: c, to: checksums.count, by: columns + 1).map { checksums[$0] })
    }
    inputs = data.inputNames.enumerated().map { Column(name: $1, checksum: sums[$0]) }
    targets = data.targetNames.enumerated().map { j, name in
      Column(name: name, checksum: sums[data.inputs.count + j])
    }
    weights = data.weights == nil ? nil : sums[columns - 1]
    rows = stride(from: columns, to: checksums.count, by: columns + 1).reduce(0) { $0 + Int(checksums[$1]) }
  }

  /// The checksums of the columns of one part and its number of rows, as exact numbers.
  package static func partChecksums(_ data: Dataset) -> [Double] {
    (data.inputs + data.targets + (data.weights.map { [$0] } ?? [])).map { Double(checksum($0)) }
      + [Double(data.count)]
  }

  private static func checksum(_ column: [Double]) -> UInt32 {
    column.withUnsafeBytes { CRC32.checksum($0, after: 0) }
  }

  /// How this differs from an `earlier` fingerprint, as phrases of a sentence; empty if they are equal.
  package func differences(from earlier: DatasetFingerprint) -> [String] {
    var found = names(targets, earlier.targets, "targets") + names(inputs, earlier.inputs, "inputs")
    if rows != earlier.rows { found.append("\(rows) rows instead of \(earlier.rows)") }
    if (weights == nil) != (earlier.weights == nil) {
      found.append(weights == nil ? "no weights, where there were some" : "weights, where there were none")
    }
    // Checksums of other columns or rows carry no further information.
    guard found.isEmpty else { return found }
    found += values(targets + inputs, earlier.targets + earlier.inputs)
    if weights != earlier.weights { found.append("other weights") }
    return found
  }

  /// The same for rows and inputs only, for tables with another target of the same rows.
  package func differencesOfInputs(from earlier: DatasetFingerprint) -> [String] {
    var found = names(inputs, earlier.inputs, "inputs")
    if rows != earlier.rows { found.append("\(rows) rows instead of \(earlier.rows)") }
    return found.isEmpty ? values(inputs, earlier.inputs) : found
  }

  private func values(_ now: [Column], _ then: [Column]) -> [String] {
    zip(now, then).compactMap { now, then in
      now == then ? nil : "other values or another order of rows in '\(now.name)'"
    }
  }

  private func names(_ now: [Column], _ then: [Column], _ role: String) -> [String] {
    let (now, then) = (now.map(\.name), then.map(\.name))
    return now == then
      ? [] : ["the \(role) \(now.joined(separator: ", ")) instead of \(then.joined(separator: ", "))"]
  }
}
