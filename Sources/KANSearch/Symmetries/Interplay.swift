import KANNumerics
import RealModule

/// The interactions of inputs of a smooth function: the change of its derivative with respect to one input when another is shifted
/// slightly.
///
/// If ∂f/∂xᵢ does not depend on xⱼ, f is a sum of a function without xᵢ and one without xⱼ; the same for log|f| means a product;
/// and if the ratio of ∂f/∂xᵢ and ∂f/∂xⱼ does not depend on any other input, f depends on xᵢ and xⱼ only through one function of
/// them. Source: AI Feynman 2, arXiv 2006.10782.
struct Interplay {
  /// The numbers on which decisions depend.
  struct Settings: Sendable, Hashable {
    /// The number of rows, and the share at either end of an input that is left out.
    var (rows, edge) = (400, 0.05)
    /// The shift of an input to either side, in its standard deviations.
    var step = 0.25
    /// The relative change of derivatives up to which two inputs may be independent of each other.
    var stranger = 0.12
    /// The change of the direction of derivatives, as a sine, up to which a group may be one quantity.
    var turn = 0.04
    /// The number of inputs up to which all groups are tried.
    var inputs = 7
  }

  private let settings: Settings
  private let count: Int
  /// The derivatives on the network's scales times the spread of each input, at the rows and with input j shifted down and up.
  private let atRows: [[Double]]
  private let moved: [(down: [[Double]], up: [[Double]])]
  /// The factors that convert derivatives of the target on its scale to those of the target, or of its logarithm, at the same points.
  private let valuesAtRows: [Double]
  private let movedValues: [(down: [Double], up: [Double])]
  private let scale: AxisScale

  /// - Parameter columns: The inputs of the table.
  init(_ surrogate: Surrogate, columns: [[Double]], settings: Settings = Settings()) {
    self.settings = settings
    count = columns.count
    scale = surrogate.targetScale
    let scaled = zip(surrogate.inputScales, columns).map { scale, column in column.map(scale.value(at:)) }
    let bounds = scaled.map { ($0.quantile(settings.edge), $0.quantile(1 - settings.edge)) }
    let inside = (columns.first?.indices ?? 0..<0).filter { s in
      scaled.indices.allSatisfy { scaled[$0][s] >= bounds[$0].0 && scaled[$0][s] <= bounds[$0].1 }
    }
    let rows = inside.evenlySpaced(atMost: settings.rows)
    let points = scaled.map { column in rows.map { column[$0] } }
    let spreads = scaled.map { ($0.sumOfSquaredDeviations / Double(max(1, $0.count))).squareRoot() }
    func slopes(_ points: [[Double]]) -> [[Double]] {
      zip(surrogate.network.slopes(points), spreads).map { slopes, spread in slopes.map { spread * $0 } }
    }
    func shifted(_ j: Int, by steps: Double) -> [[Double]] {
      var result = points
      result[j] = points[j].map { $0 + steps * settings.step * spreads[j] }
      return result
    }
    atRows = slopes(points)
    valuesAtRows = surrogate.network(points)[0]
    moved = columns.indices.map { (slopes(shifted($0, by: -1)), slopes(shifted($0, by: 1))) }
    movedValues = columns.indices.map {
      (surrogate.network(shifted($0, by: -1))[0], surrogate.network(shifted($0, by: 1))[0])
    }
  }

  /// The inputs in groups that are independent of each other for a target on a scale; one group if there are none.
  func groups(on target: AxisScale) -> [[Int]] { groups { change($0, $1, on: target) } }

  /// The inputs in groups whose functions are multiplied, for a target without logarithm because it changes sign.
  func factors() -> [[Int]] { groups { excess($0, $1) } }

  private func groups(_ change: (Int, Int) -> Double) -> [[Int]] {
    var group = Array(0..<count)
    for i in 0..<count {
      for j in 0..<i where change(i, j) > settings.stranger || change(j, i) > settings.stranger {
        let (from, to) = (max(group[i], group[j]), min(group[i], group[j]))
        group = group.map { $0 == from ? to : $0 }
      }
    }
    return Set(group).sorted().map { number in (0..<count).filter { group[$0] == number } }
  }

  /// The root mean square change of ∂ᵢ per standard deviation of xⱼ, over the smaller of the derivatives with respect to both.
  func change(_ i: Int, _ j: Int, on target: AxisScale) -> Double {
    func slope(_ slopes: [[Double]], _ values: [Double], _ n: Int, _ s: Int) -> Double {
      slopes[n][s] * factor(at: values[s], on: target)
    }
    var (rest, first, second) = (0.0, 0.0, 0.0)
    for s in valuesAtRows.indices {
      let (a, b) = (slope(atRows, valuesAtRows, i, s), slope(atRows, valuesAtRows, j, s))
      let d =
        (slope(moved[j].up, movedValues[j].up, i, s) - slope(moved[j].down, movedValues[j].down, i, s))
        / (2 * settings.step)
      (rest, first, second) = (rest + d * d, first + a * a, second + b * b)
    }
    let ratio = (rest / max(min(first, second), .leastNormalMagnitude)).squareRoot()
    return ratio.isFinite ? ratio : .infinity
  }

  /// The dependence of ∂ᵢf/f on xⱼ, which vanishes if f is a product of a function without xᵢ and one without xⱼ.
  ///
  /// With ′ for shifted xⱼ, the root mean square of f·∂ᵢf′ − f′·∂ᵢf over that of (f′ − f)·∂ᵢf, which is 1 for a sum. There is no
  /// division by f, which may be zero; f is the output of the network.
  func excess(_ i: Int, _ j: Int) -> Double {
    var (rest, whole) = (0.0, 0.0)
    for s in valuesAtRows.indices {
      let (value, slope) = (valuesAtRows[s], atRows[i][s])
      for (values, slopes) in [(movedValues[j].down, moved[j].down), (movedValues[j].up, moved[j].up)] {
        let difference = value * slopes[i][s] - values[s] * slope
        let change = (values[s] - value) * slope
        (rest, whole) = (rest + difference * difference, whole + change * change)
      }
    }
    let ratio = (rest / max(whole, .leastNormalMagnitude)).squareRoot()
    return ratio.isFinite ? ratio : .infinity
  }

  /// d(target on the wanted scale)/d(target on the network's scale).
  private func factor(at place: Double, on target: AxisScale) -> Double {
    switch (scale, target) {
    case (.linear, .linear), (.logarithmic, .logarithmic): 1
    case (.linear, .logarithmic): 1 / place
    case (.logarithmic(let sign), .linear): sign * .exp(place)
    }
  }

  /// Groups of two or more inputs, but not all, on which the function may depend through one quantity each, largest first; none
  /// contains another.
  func compositions() -> [(inputs: [Int], turn: Double)] {
    guard (3...settings.inputs).contains(count) else { return [] }
    var found: [(inputs: [Int], turn: Double)] = []
    let sets = (1..<(1 << count) - 1).filter { $0.nonzeroBitCount > 1 }.sorted {
      (-$0.nonzeroBitCount, $0) < (-$1.nonzeroBitCount, $1)
    }
    for set in sets {
      let inputs = (0..<count).filter { set >> $0 & 1 == 1 }
      guard !found.contains(where: { Set($0.inputs).isSuperset(of: inputs) }) else { continue }
      let others = (0..<count).filter { set >> $0 & 1 == 0 }
      var turn = 0.0
      for k in others where turn <= settings.turn { turn = max(turn, turnOf(inputs, movedBy: k)) }
      if turn <= settings.turn { found.append((inputs, turn)) }
    }
    return found
  }

  /// The rotation of the direction of the derivatives within a group when another input is shifted, as the root mean square of the
  /// sine, with rows weighted by the derivatives of the group; 1 if the group hardly matters anywhere.
  private func turnOf(_ inputs: [Int], movedBy k: Int) -> Double {
    var (turned, whole) = (0.0, 0.0)
    for s in valuesAtRows.indices {
      let a = inputs.map { moved[k].down[$0][s] }
      let b = inputs.map { moved[k].up[$0][s] }
      let (aa, bb) = (a.sumOfSquares, b.sumOfSquares)
      let ab = a.dot(b)
      guard aa > 0, bb > 0 else { continue }
      let weight = (aa * bb).squareRoot()
      turned += weight * max(0, 1 - ab * ab / (aa * bb))
      whole += weight
    }
    return whole > 0 ? (turned / whole).squareRoot() / (2 * settings.step) : 1
  }
}
