import KANKernels

extension Double {
  private static let adamKernel = kan_select_f64(Int32(KAN_BEST)).pointee.adam

  /// One step of Adam on whole vectors; `rate` and `epsilon` carry the bias corrections.
  static func adam(
    rate: Double, beta1: Double, beta2: Double, epsilon: Double, gradient: [Double], mean: inout [Double],
    square: inout [Double], parameters: inout [Double]
  ) {
    adamKernel?(
      parameters.count, rate, beta1, beta2, epsilon, gradient, &mean, &square, &parameters)
  }
}
