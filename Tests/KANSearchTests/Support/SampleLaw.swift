import KANData
import KANFormula
import KANNumerics
import RealModule
import Testing

/// A law of the inputs a, b, c, … from which tests draw tables.
struct SampleLaw: Sendable, CustomTestStringConvertible {
  /// The law as users type it.
  let text: String
  /// Of the inputs. A range over more than three decades is sampled evenly in the logarithm.
  let ranges: [ClosedRange<Double>]
  /// Whether inputs of positive ranges have either sign.
  var isSigned = false

  var testDescription: String { text }

  init(_ text: String, _ ranges: ClosedRange<Double>..., isSigned: Bool = false) {
    self.text = text
    self.ranges = ranges
    self.isSigned = isSigned
  }

  /// What is added to the target.
  enum Noise: Sendable {
    case none
    /// Normal noise of this share of the target's root mean square.
    case absolute(Double)
    /// Normal noise of this share of every value.
    case proportional(Double)
    /// Both.
    case both(absolute: Double, proportional: Double)
  }

  /// The names of the inputs.
  var names: [String] { ranges.indices.map { String(Character(Unicode.Scalar(UInt8(97 + $0)))) } }

  /// The name of a column that has nothing to do with the target.
  static let irrelevant = "z"

  /// A table of the law without noise whose columns went through single precision.
  func tableInFloats(rows: Int) throws -> Dataset {
    let data = try table(rows: rows)
    return try Dataset(
      inputNames: data.inputNames, inputs: data.inputs.map { $0.map { Double(Float($0)) } },
      targetNames: data.targetNames, targets: data.targets.map { $0.map { Double(Float($0)) } })
  }

  /// A table of the law.
  ///
  /// - Parameter isCrowded: Whether a column over 21 decades stands in it that has nothing to do with the target.
  func table(
    rows: Int = 400, seed: UInt64 = 3, noise: Noise = .none, isCrowded: Bool = false
  ) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    var columns = ranges.map { range in
      (0..<rows).map { _ -> Double in
        let isWide = range.lowerBound > 0 && range.upperBound > 1e3 * range.lowerBound
        let size =
          isWide
          ? Double.exp(random.uniform(in: Double.log(range.lowerBound)...Double.log(range.upperBound)))
          : random.uniform(in: range)
        return isSigned && range.lowerBound > 0 && random.uniform() < 0.5 ? -size : size
      }
    }
    let exact = try CompiledExpression(try Expression(parsing: text), variables: names).values(columns)
    let size = (exact.sumOfSquares / Double(rows)).squareRoot()
    let y = exact.map { value -> Double in
      switch noise {
      case .none: value
      case .absolute(let share): value + share * size * random.normal()
      case .proportional(let share): value * (1 + share * random.normal())
      case .both(let absolute, let proportional):
        value * (1 + proportional * random.normal()) + absolute * size * random.normal()
      }
    }
    if isCrowded { columns.append((0..<rows).map { _ in Double.exp(random.uniform(in: -27.6...20.7)) }) }
    return try Dataset(
      inputNames: names + (isCrowded ? [Self.irrelevant] : []), inputs: columns, targetNames: ["y"],
      targets: [y])
  }
}

extension Dataset {
  /// What a law says on the rows.
  func values(of law: Expression) throws -> [Double] {
    try CompiledExpression(law, variables: inputNames).values(inputs)
  }

  /// The largest difference of a law from the target, as a share of the value, or of the typical one where that is larger;
  /// infinite where it is not finite.
  func largestError(of law: Expression) throws -> Double {
    let typical = targets[0].typicalMagnitude
    let errors = zip(try values(of: law), targets[0]).map { abs($0 - $1) / max(abs($1), typical) }
    return errors.allSatisfy(\.isFinite) ? errors.max() ?? 0 : .infinity
  }

  /// The root mean square difference of a law from the target, as a share of the target's root mean square.
  func rootMeanSquareError(of law: Expression) throws -> Double {
    let square = zip(try values(of: law), targets[0]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return square.isFinite ? (square / targets[0].sumOfSquares).squareRoot() : .infinity
  }

  /// The root mean square of a law's differences as shares of the values.
  func rootMeanSquareShare(of law: Expression) throws -> Double {
    let shares = zip(try values(of: law), targets[0]).map { $0 / $1 - 1 }
    return shares.allSatisfy(\.isFinite) ? (shares.sumOfSquares / Double(count)).squareRoot() : .infinity
  }

  /// A table with one target called y.
  init(_ columns: [(name: String, values: [Double])], target: [Double]) throws {
    try self.init(
      inputNames: columns.map(\.name), inputs: columns.map(\.values), targetNames: ["y"], targets: [target])
  }
}
