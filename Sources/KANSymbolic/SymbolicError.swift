import KANData
import KANFormula
import KANModel
import KANTraining
import SymbolLibrary

/// An error on the way from a table to a formula.
package enum SymbolicError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The network has no such edge, or it is cut.
  case edgeMissing(Network.EdgeAddress, shape: String)
  /// The edge was pruned.
  case edgeCut(Network.EdgeAddress)
  /// The inputs of the network and the table differ.
  case columnsDiffer(network: [String], table: [String])
  /// The network and the table do not have the same targets.
  case targetsDiffer(network: [String], table: [String])
  /// A single target is needed.
  case severalTargets([String])
  /// The target does not vary.
  case constantTarget(name: String, value: Double)
  /// The squares of the target's values leave the range of `Double`.
  case squaresOutOfRange(name: String, largest: Double)
  /// Too few rows for the task.
  case tooFewRows(rows: Int, needed: Int)
  /// No closed form fits one of the edges.
  case noSuggestion(Network.EdgeAddress)
  /// The closed form is not finite on the rows of the refinement.
  case notFinite(output: String)
  /// The observer asked to stop before anything was found.
  case stopped
  /// The time limit was reached before anything was found.
  case outOfTime
  /// No structure could be fitted at all.
  case nothingTrained
  /// The label has no such class, or the class has no rows.
  case unknownClass(String, classes: [String])
  /// The search has no law with that number.
  case noSuchCandidate(Int, count: Int)
  /// A unit was given for a column that the table does not have.
  case unknownUnitColumn(String, columns: [String])
  /// An option has a value that is not allowed.
  case optionOutOfRange(name: String, value: String, allowed: String)
  /// A fit failed, for a reason that is a sentence.
  case fitting(reason: String)
  /// A form that a user gave is not valid.
  case form(FormError)
  /// A checkpoint does not belong to this search.
  case checkpointMismatch(reason: String)

  /// The error for a search that ended early without a result.
  package init(withoutResultAfter cancellation: Cancellation) {
    switch cancellation.reason {
    case .request: self = .stopped
    case .timeLimit: self = .outOfTime
    case nil: self = .nothingTrained
    }
  }

  /// One sentence that says what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .edgeMissing(let address, let shape):
      "a network of shape \(shape) has no edge \(address) (layer,input,sum, counted from 0)"
    case .edgeCut(let address):
      "the edge \(address) was pruned, so it contributes nothing; choose a remaining one"
    case .columnsDiffer(let network, let table):
      "the network takes \(network.joined(separator: ", ")), but the table has \(table.joined(separator: ", ")); "
        + "give it the network's inputs in the network's order"
    case .targetsDiffer(let network, let table):
      "the network predicts \(network.joined(separator: ", ")), but the table's target is "
        + "\(table.joined(separator: ", ")); give it the network's targets in the network's order"
    case .unknownClass(let name, let classes):
      "no row belongs to the class \(name); the classes are \(classes.joined(separator: ", "))"
    case .severalTargets(let names):
      "a formula has one target, not \(names.count) (\(names.joined(separator: ", "))); choose one"
    case .constantTarget(let name, let value):
      "the target \(name) is \(value) in every row, so there is nothing to learn; choose another target"
    case .squaresOutOfRange(let name, let largest):
      "the largest value of the target \(name) is \(largest) in size, and squares of such values \(largest > 1 ? "overflow" : "vanish"); "
        + "give it in another unit, so that its values lie between 1e-100 and 1e100"
    case .tooFewRows(let rows, let needed):
      "the table has \(rows) row\(rows == 1 ? "" : "s"), but at least \(needed) are needed; add rows"
    case .noSuggestion(let address):
      "no function of the library stays in its domain on edge \(address); allow more functions or keep the spline"
    case .notFinite(let output):
      "the formula of \(output) is not finite on some row of the table; evaluate it on rows inside its domain"
    case .stopped: "stopped before a formula was found"
    case .outOfTime: "the time limit was reached before a formula was found; allow more time"
    case .nothingTrained:
      "no network could be fitted to these data; look for values near the limits of Double, or scale the columns"
    case .noSuchCandidate(let number, let count):
      count == 0
        ? "no formula was found, so there is no number \(number) to pick"
        : "there is no formula number \(number); pick one from 1 to \(count)"
    case .unknownUnitColumn(let name, let columns):
      "a unit is given for \"\(name)\", which is not a column of the search; its columns are \(columns.joined(separator: ", "))"
    case .optionOutOfRange(let name, let value, let allowed):
      "the option \(name) is \(value); it must be \(allowed)"
    case .fitting(let reason): reason
    case .form(let error): error.description
    case .checkpointMismatch(let reason): "the checkpoint does not belong to this search: \(reason)"
    }
  }
}
