/// An objective that keeps Adam's vectors where it is evaluated itself, such as on an accelerator.
protocol AdamHost: AnyObject {
  /// Adam at `state`, with its vectors there.
  func adam(from state: AdamState) -> any AdamWork
  /// Whether it draws the rows of a batch itself, by the numbers of epoch and step; an order of all rows is then not made.
  var drawsBatches: Bool { get }
}

extension AdamHost {
  var drawsBatches: Bool { false }
}
