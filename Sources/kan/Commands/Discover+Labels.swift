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
        "\(reason), but the target \(target.name) is a label; leave the option out, or add --task quantity to fit the numbers 0 and 1",
        status: .usage)
    }
  }
}
