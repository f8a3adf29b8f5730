/// An objective that keeps Adam's vectors where it is evaluated, such as on an accelerator.
protocol AdamHost: AnyObject {
  /// Adam at `state`, with its vectors kept by the objective.
  func adam(from state: AdamState) -> any AdamWork
  /// Whether it draws the rows of a batch itself, from the numbers of epoch and step; no order of all rows is then made.
  var drawsBatches: Bool { get }
}

extension AdamHost {
  var drawsBatches: Bool { false }
}
