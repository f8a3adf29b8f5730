/// What can be enclosed on a box and evaluated at its points.
package protocol BoxFunction: Sendable {
  /// An enclosure on the box whose sides are `inputs`, wherever it is defined; `nil` when it is so nowhere.
  func model(of inputs: [TaylorModel]) -> TaylorModel?
}

extension TaylorProgram: BoxFunction {}
