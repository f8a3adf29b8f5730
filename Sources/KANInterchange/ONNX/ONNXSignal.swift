#if ONNX
  import KANFormula

  /// What is known of a tensor of numbers that depend on the inputs: s·f(z) + t, where z are the numbers that a layer gives, or the
  /// inputs of the network, and f is a function of each of them by itself.
  struct ONNXSignal {
    /// The layer that gives z, by its place; `nil` for the inputs.
    var layer: Int?
    /// How many numbers a row has; `nil` while nothing says how many inputs there are.
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
