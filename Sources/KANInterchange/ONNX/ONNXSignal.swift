#if ONNX
  import KANFormula

  /// A tensor that depends on the inputs, in the form s·f(z) + t, where z are the outputs of a layer or the inputs of the network,
  /// and f acts on each of them separately.
  struct ONNXSignal {
    /// The index of the layer that gives z; `nil` for the inputs.
    var layer: Int?
    /// The length of a row; `nil` while the number of inputs is not known.
    var count: Int?
    /// f, in the variable `x`.
    var function = Expression.variable("x")
    /// s and t: one for all, or one for each.
    var scales = [1.0]
    var shifts = [0.0]

    /// Whether f is x itself.
    var isLinear: Bool { function == .variable("x") }

    /// Whether s and t are the same for all.
    var isUniform: Bool {
      scales.allSatisfy { $0 == scales[0] } && shifts.allSatisfy { $0 == shifts[0] }
    }

    /// s·f(x) + t, where s and t are the same for all.
    var expression: Expression {
      let product = scales[0] == 1 ? function : .real(scales[0]) * function
      return shifts[0] == 0 ? product : product + .real(shifts[0])
    }

    /// s and t for each of `count` numbers.
    func factors(_ count: Int) -> (scales: [Double], shifts: [Double]) {
      func spread(_ values: [Double]) -> [Double] {
        values.count == 1 ? [Double](repeating: values[0], count: count) : values
      }
      return (spread(scales), spread(shifts))
    }

    /// a·(s·f(z) + t) + b; every list has one number for all or `count`.
    func mapped(scales a: [Double], shifts b: [Double]) -> ONNXSignal {
      let width = [scales.count, shifts.count, a.count, b.count].max() ?? 1
      func at(_ values: [Double], _ i: Int) -> Double { values[values.count == 1 ? 0 : i] }
      var result = self
      if width > 1 { result.count = width }
      result.scales = (0..<width).map { at(a, $0) * at(scales, $0) }
      result.shifts = (0..<width).map { at(a, $0) * at(shifts, $0) + at(b, $0) }
      return result
    }
  }
#endif
