import KANFormula

/// The signs of constants that a form leaves open, such as that of a in √(a²/x + b²), or those of a and b in a·tanh(b·x), which can
/// only change together: the chosen ones make as few constants negative as possible, first among those inside functions.
struct CanonicalSigns {
  /// Constants whose signs can be changed together; none contains another.
  let flips: [Set<Int>]
  /// The constants in which the form is not linear.
  private let inner: Set<Int>

  /// The largest number of constants whose signs change together, as in a·sin(b·x + c).
  private static let largestFlip = 3
  /// The largest number of constants of which pairs and triples are tried.
  private static let largestCount = 12
  /// Rows on which values are compared.
  private static let rows = 50
  /// The relative difference below which values agree.
  private static let agreement = 1e-12

  /// Finds the changes of signs that leave the values of the form unchanged, at some constants and at others near them.
  ///
  /// - Parameters:
  ///   - candidates: The constants whose signs may change.
  ///   - constants: A value of every constant.
  init(_ form: Form, candidates: [Int], rows: FormRows, at constants: [Double]) {
    inner = Set(
      form.constants.indices.filter {
        form.expression.derivative(withRespectTo: form.constants[$0]).variables.contains(form.constants[$0])
      })
    let layout = ParameterLayout(isCommon: constants.map { _ in true }, groupCount: 1)
    guard
      let system = try? FormSystem(form, rows: rows.limited(to: Self.rows).ungrouped, layout: layout)
    else {
      flips = []
      return
    }
    let others = constants.enumerated().map { k, value in
      (value == 0 ? 0.5 : value) * (1.07 + 0.05 * Double(k % 5))
    }
    let points = [constants, others].map { (constants: $0, values: system.predictions($0)) }
    func isUnchanged(_ flip: Set<Int>) -> Bool {
      points.allSatisfy { point in
        let flipped = point.constants.enumerated().map { flip.contains($0) ? -$1 : $1 }
        return Self.agree(point.values, system.predictions(flipped))
      }
    }
    var found: [Set<Int>] = []
    let largest = candidates.count <= Self.largestCount ? Self.largestFlip : 1
    for size in 1...largest {
      for flip in Self.subsets(of: candidates, size: size)
      where !found.contains(where: flip.isSuperset) && isUnchanged(flip) {
        found.append(flip)
      }
    }
    flips = found
  }

  private static func agree(_ a: [Double], _ b: [Double]) -> Bool {
    let finite = a.filter(\.isFinite)
    guard !finite.isEmpty else { return false }
    let largest = finite.largestMagnitude
    return zip(a, b).allSatisfy { a, b in
      a.isFinite ? abs(a - b) <= agreement * largest : !b.isFinite
    }
  }

  private static func subsets(of elements: [Int], size: Int) -> [Set<Int>] {
    guard size > 0 else { return [[]] }
    return elements.indices.flatMap { n in
      subsets(of: Array(elements[(n + 1)...]), size: size - 1).map { $0.union([elements[n]]) }
    }
  }

  /// The parameters with the chosen signs: constants that are separate for each group change their signs separately.
  func applied(to parameters: [Double], _ layout: ParameterLayout) -> [Double] {
    var result = parameters
    // The parameters that change together.
    let changes = flips.flatMap { flip -> [Set<Int>] in
      let byGroup = layout.index.map { index in Set(flip.map { index[$0] }) }
      let isSeparate = flip.allSatisfy { !layout.isCommon[$0] }
      return isSeparate ? byGroup : [byGroup.reduce(into: []) { $0.formUnion($1) }]
    }
    while true {
      let current = rank(result, layout)
      let better = changes.lazy.map { change in
        result.enumerated().map { change.contains($0) ? -$1 : $1 }
      }.first { rank($0, layout).lexicographicallyPrecedes(current) }
      guard let better else { return result }
      result = better
    }
  }

  /// The numbers of negative constants inside functions and of all negative ones, then the former one by one.
  private func rank(_ parameters: [Double], _ layout: ParameterLayout) -> [Int] {
    let isNegative = parameters.map { $0 < 0 }
    let inside = parameters.indices.filter { inner.contains(layout.meaning[$0].constant) }
    return [inside.count { isNegative[$0] }, isNegative.count { $0 }] + inside.map { isNegative[$0] ? 1 : 0 }
  }
}
