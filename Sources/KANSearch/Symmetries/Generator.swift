import KANFormula
import KANNumerics
import RealModule

/// A transformation of the inputs that leaves the target unchanged or changes it in a known way: the generator of a symmetry.
///
/// Inputs move in powers of themselves: x → x + s (power 1), x → λ·x (power 0, the logarithm moves), x² → x² + s and so on.
struct Generator: Sendable, Hashable {
  /// The kinds of generators.
  enum Form: Sendable, Hashable {
    /// The target does not depend on the input.
    case absent(Int)
    /// t = x^degree·rest.
    case factor(Int, degree: Rational)
    /// t depends on two inputs only through u^p + weight·v^q, where power 0 means the logarithm.
    case pair(Int, Rational, Int, Rational, weight: Rational)
    /// t is unchanged when all these inputs move together, each in proportion to its weight, in the same power.
    case together([Int], [Rational], power: Rational)
    /// t is multiplied by λ^degree when each input is by λ^weight.
    case homogeneous([Int], [Rational], degree: Rational)
    /// slope·log λ is added to t when each input is multiplied by λ^weight.
    case logarithmic([Int], [Rational], slope: Double)
  }

  /// The kind, with columns of the problem's table.
  let form: Form
  /// The change of the target relative to the effects of the single inputs: the ratio of the singular values, from 0 to 1.
  let residual: Double

  /// The columns of the problem's table that move.
  var inputs: [Int] {
    switch form {
    case .absent(let i), .factor(let i, _): [i]
    case .pair(let i, _, let j, _, _): [i, j]
    case .together(let all, _, _), .homogeneous(let all, _, _), .logarithmic(let all, _, _): all
    }
  }

  /// Its rank: generators that remove a single input first, then those with few inputs.
  var rank: Int {
    switch form {
    case .absent: 0
    case .factor: 1
    case .pair: 2
    case .together(let all, _, _), .homogeneous(let all, _, _), .logarithmic(let all, _, _): 1 + all.count
    }
  }

  /// The same symmetry with the other choice of the input that is divided out or subtracted: t = √x·f(y/x) or t = √y·f(x/y), of
  /// which only one may be simple. `nil` if there is no such choice.
  var inOtherGauge: Generator? {
    let form: Form
    switch self.form {
    case .absent, .factor, .pair: return nil
    case .together(let all, let weights, let power):
      form = .together(all.reversed(), weights.reversed(), power: power)
    case .homogeneous(let all, let weights, let degree):
      form = .homogeneous(all.reversed(), weights.reversed(), degree: degree)
    case .logarithmic(let all, let weights, let slope):
      form = .logarithmic(all.reversed(), weights.reversed(), slope: slope)
    }
    return Generator(form: form, residual: residual)
  }

  /// The same with other numbers for the inputs.
  func renumbered(_ number: (Int) -> Int) -> Generator {
    let form: Form =
      switch self.form {
      case .absent(let i): .absent(number(i))
      case .factor(let i, let degree): .factor(number(i), degree: degree)
      case .pair(let i, let p, let j, let q, let weight): .pair(number(i), p, number(j), q, weight: weight)
      case .together(let all, let weights, let power): .together(all.map(number), weights, power: power)
      case .homogeneous(let all, let weights, let degree):
        .homogeneous(all.map(number), weights, degree: degree)
      case .logarithmic(let all, let weights, let slope): .logarithmic(all.map(number), weights, slope: slope)
      }
    return Generator(form: form, residual: residual)
  }
}
