import SwiftKAN

extension Discover {
  /// Refuses options that would have no effect, because the target is a label.
  ///
  /// - Parameters:
  ///   - targets: The targets with their tables.
  ///   - areClasses: Whether they are the classes of one column.
  func requireQuantities(_ targets: [(name: String, data: Dataset)], areClasses: Bool) throws {
    let reason: String
    if data.sigma != nil {
      reason = "--sigma states the error of a measured quantity"
    } else if search.robust {
      reason = "--robust sets aside outliers of a measured quantity"
    } else {
      return
    }
    for target in targets
    where areClasses || search.task.likelihood(of: target.data.targets[0]) == .bernoulli {
      throw Failure(
        "\(reason), but the target '\(target.name)' has two values and is treated as a label; leave the option out"
          + (areClasses ? "" : ", or add --task quantity to fit the numbers 0 and 1"),
        status: .usage)
    }
  }

  /// The largest number of values that are probably classes, and the least number of rows of each on average.
  private static let (likelyClasses, rowsOfAClass) = (6, 5)

  /// A note on a target whose few whole numbers may be classes; `nil` for others, and if the user says what it is.
  func noteOnClasses(_ data: Dataset) -> String? {
    guard search.task == .automatic, self.data.sigma == nil, data.targets.count == 1 else { return nil }
    let values = Set(data.targets[0].prefix(10_000)).sorted()
    guard (3...Self.likelyClasses).contains(values.count), data.count >= Self.rowsOfAClass * values.count,
      values[0] == 0 || values[0] == 1, values.indices.allSatisfy({ values[$0] == values[0] + Double($0) }),
      data.targets[0].allSatisfy(values.contains)
    else { return nil }
    let list = values.map { "\(Int($0))" }
    return
      "the target \(data.targetNames[0]) has only the values \(list.dropLast().joined(separator: ", ")) and \(list[list.count - 1]) "
      + "and is fitted as a quantity; --task label treats them as classes"
  }
}
