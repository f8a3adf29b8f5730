/// A function that can be enclosed on a box and evaluated at its points.
package protocol BoxFunction: Sendable {
  /// An enclosure on the box whose sides are `inputs`, wherever the function is defined; `nil` if it is defined nowhere.
  func model(of inputs: [TaylorModel]) -> TaylorModel?
}

extension TaylorProgram: BoxFunction {}
