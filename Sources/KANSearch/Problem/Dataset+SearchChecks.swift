import KANData
import KANSymbolic

/// What a table needs to be searched.
extension Dataset {
  /// Requires a single target.
  func requireOneTarget() throws(SymbolicError) {
    guard targetNames.count == 1 else { throw .severalTargets(targetNames) }
  }

  /// Requires a number of rows, and a target that is not the same in all of them.
  func requireVaryingTarget(rows: Int) throws(SymbolicError) {
    guard count >= rows else { throw .tooFewRows(rows: count, needed: rows) }
    let first = targets[0][0]
    guard targets[0].contains(where: { $0 != first }) else {
      throw .constantTarget(name: targetNames[0], value: first)
    }
  }
}
