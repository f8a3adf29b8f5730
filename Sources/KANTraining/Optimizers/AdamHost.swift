/// An objective that keeps Adam's vectors where it is evaluated itself, such as on an accelerator.
protocol AdamHost: AnyObject {
  /// Adam at `state`, with its vectors there.
  func adam(from state: AdamState) -> any AdamWork
}
