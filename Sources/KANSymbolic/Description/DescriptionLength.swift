import RealModule

/// The length, in nats, of the description of a law and its residuals; of two laws the one with the shorter description is better.
///
/// It is the only price of a law in the package: families order their terms by it, edges their functions, the search its laws, and
/// the recognition of constants compares two of them. Its parts:
///
/// * *misfit*: minus the log likelihood of the rows under a noise model (`NoiseModel`), up to a part that is the same for all
///   laws of a table;
/// * *structure*: minus the log probability of every node below its parent, by frequencies in named equations (`StructurePrice`),
///   or log C(M, m) for m terms out of M;
/// * *constants*: the digits that the data determine (`ConstantPrice`).
///
/// Sources: Rissanen, Automatica 14, 1978; Guimerà et al., arXiv 2004.12157 (frequencies as a prior over expressions);
/// Bartlett et al., arXiv 2211.11461 (constants by their Fisher information).
package struct DescriptionLength: Sendable, Hashable, Codable {
  /// The misfit.
  package let misfit: Double
  /// The price of the form of the law.
  package let structure: Double
  /// The price of the digits of its measured constants.
  package let constants: Double

  package init(misfit: Double, structure: Double, constants: Double) {
    self.misfit = misfit
    self.structure = structure
    self.constants = constants
  }

  /// The same with additional nats for a law of a rarer kind.
  package func paying(_ toll: Double) -> DescriptionLength {
    DescriptionLength(misfit: misfit, structure: structure + toll, constants: constants)
  }

  /// The sum of all parts.
  package var total: Double { misfit + structure + constants }

  /// The length for a choice of terms from a library by a linear fit, before there is a law to price.
  ///
  /// - Parameters:
  ///   - chosen: The number of terms.
  ///   - available: The number of terms from which they were chosen.
  ///   - relativeResidual: √(residual sum of squares over that of the target).
  ///   - rows: The number of rows of the fit.
  package init(choosing chosen: Int, of available: Int, relativeResidual: Double, rows: Int) {
    let n = Double(rows)
    self.init(
      misfit: NoiseModel.misfit(
        meanSquare: relativeResidual * relativeResidual, rows: rows, constants: chosen),
      structure: Self.logChoices(chosen, of: available),
      constants: 0.5 * Double.log(n) * Double(chosen))
  }

  /// log C(available, chosen), the price of the choice.
  package static func logChoices(_ chosen: Int, of available: Int) -> Double {
    guard chosen > 0, available > chosen else { return 0 }
    return (0..<chosen).reduce(0) { sum, taken in
      let ratio = Double(available - taken) / Double(taken + 1)
      return sum + Double.log(ratio)
    }
  }

  /// The odds of this description against another: the ratio of the probabilities of their laws.
  package func odds(against other: DescriptionLength) -> Double { Double.exp(other.total - total) }
}

extension DescriptionLength: Comparable {
  /// Whether the first is the shorter.
  package static func < (a: DescriptionLength, b: DescriptionLength) -> Bool { a.total < b.total }
}
