import KANFormula

extension Discovery {
  /// The account of a search.
  public struct Account: Sendable, Hashable, Codable {
    /// The verdict on the formula.
    public enum Verdict: String, Sendable, Hashable, Codable {
      /// The residuals are at rounding: the formula reproduces every row.
      case exact
      /// Nothing that was tried leaves smaller residuals: no network, no other law, no smooth curve through the residuals; and
      /// their sign does not depend on any input. The residuals are noise as far as these data tell.
      case withinNoise
      /// Something leaves smaller residuals, or the size of the noise is unknown (`shortfalls`): the formula is an approximation.
      case approximate
      /// No closed form was found.
      case none
    }

    /// The reasons that keep a law from being called within noise.
    package enum Shortfall: String, Sendable, Hashable, Codable, CaseIterable {
      /// The best network leaves smaller residuals on the same validation rows, beyond what the best of as many networks would by
      /// chance.
      case networkIsBetter
      /// Another law with a description that is hardly longer leaves smaller residuals on the validation rows, beyond chance.
      case otherLawIsBetter
      /// With a smooth curve through its residuals it predicts validation rows better, beyond chance.
      case curveIsBetter
      /// Rows with equal inputs scatter less than the law misses them.
      case replicatesDisagree
      /// The sign of the residuals depends on an input, or neighbouring residuals along an input are correlated.
      case residualsFollowInputs
      /// Its many constants may imitate a smooth law to this accuracy.
      case mayImitate
      /// A constant has a shorter description.
      case constantIsShorter
      /// The mean of the target predicts the validation rows better.
      case meanIsNearer
      /// Nothing was trained or found that determines the size of the noise.
      case noiseIsUnknown
      /// So few rows would not reveal structure of two percent of the variance of the residuals, and nothing else determines the
      /// size of the noise.
      case rowsAreTooFew
      /// The residuals exceed the stated errors of measurement (`ChiSquare`).
      case statedErrorsAreSmaller
      /// The constraints on formulas excluded all laws but a constant.
      case othersWereLeftOut
      /// Every law that describes the rows better than a constant has a constant that they do not determine.
      case constantsAreUnknown

      /// Whether it says that something describes the rows better than the law, or just as well in fewer words, so that the form of
      /// the law is not that of the rows. Other reasons leave that open.
      var refutesForm: Bool {
        switch self {
        case .networkIsBetter, .otherLawIsBetter, .curveIsBetter, .replicatesDisagree, .residualsFollowInputs,
          .mayImitate, .constantIsShorter, .meanIsNearer, .statedErrorsAreSmaller:
          true
        case .noiseIsUnknown, .rowsAreTooFew, .othersWereLeftOut, .constantsAreUnknown: false
        }
      }

      /// The reason as part of a sentence, if laws are judged on validation rows.
      var text: String { text(isCrossValidated: false) }

      /// The reason as part of a sentence.
      ///
      /// - Parameter isCrossValidated: Whether laws are judged by cross-validation, without validation rows.
      func text(isCrossValidated: Bool) -> String {
        switch self {
        case .networkIsBetter: "a network fits better"
        case .otherLawIsBetter:
          isCrossValidated
            ? "another formula predicts significantly better in cross-validation"
            : "another formula fits the validation rows significantly better"
        case .curveIsBetter:
          "a smooth curve through the residuals improves the predictions \(isCrossValidated ? "in cross-validation" : "for validation rows")"
        case .replicatesDisagree: "rows with equal inputs scatter less than the residuals"
        case .residualsFollowInputs: "the residuals depend on the inputs"
        case .mayImitate: "with this many constants the formula may imitate another law"
        case .constantIsShorter: "a constant has the shorter description"
        case .meanIsNearer:
          "the mean of the target predicts \(isCrossValidated ? "better in cross-validation" : "the validation rows better")"
        case .noiseIsUnknown: "the size of the noise is unknown"
        case .rowsAreTooFew:
          "nothing better was found, but there are too few rows to reveal a remaining trend of this size"
        case .statedErrorsAreSmaller: "the residuals are larger than the stated errors"
        case .othersWereLeftOut: "the options excluded other formulas"
        case .constantsAreUnknown: "the rows do not determine the constants of other formulas"
        }
      }
    }

    /// The comparison of a law with the best network.
    package struct NetworkComparison: Sendable, Hashable, Codable {
      /// √(mean square residual) over the target's spread of the network.
      package let networkError: Double
      /// The same of the law, with constants fitted without the rows.
      package let lawError: Double
      /// The number of rows, the same for both.
      package let rows: Int
      /// The quantity to which both errors refer.
      package let measure: ErrorMeasure
    }

    /// The noise that the table itself shows.
    package struct Noise: Sendable, Hashable, Codable {
      /// Its source: `replicates` (rows with equal inputs) or `neighbours` (along the only input).
      package let source: String
      /// Its standard deviation over the target's spread.
      package let size: Double
    }

    /// One law or network that was tried, with its errors.
    package struct Attempt: Sendable, Hashable, Codable {
      /// The name of the family, or the structure of the network, for example `f1(pt)·f2(met)`: which curves of which inputs it
      /// adds and multiplies.
      package let structure: String
      /// Its origin; `nil` in files of earlier versions.
      package let origin: LawOrigin?
      /// Root mean square residual of its spline network over the target's spread, on the validation rows; `nil` if no splines were
      /// needed.
      package let splineError: Double?
      /// The same for its formula; `nil` if none was tried.
      package var formulaError: Double?
      /// The formula as `text(of:)` writes it.
      package var formula: String?

      init(origin: LawOrigin, splineError: Double? = nil, formulaError: Double? = nil, formula: String? = nil)
      {
        structure = origin.name
        self.origin = origin
        self.splineError = splineError
        self.formulaError = formulaError
        self.formula = formula
      }

      /// A law as text for attempts, with its measured constants to six digits.
      package static func text(of law: Expression) -> String { TextPrinter(digits: 6).print(law) }
    }

    /// The choice among the laws.
    package struct Choice: Sendable, Hashable, Codable {
      /// The number of the law among the alternatives, counted from 1.
      package var number: Int
      /// The reason, as part of a sentence.
      package var reason: String
      /// log(odds) in nats against all other laws, including those that were not found (`Discovery.Account.structure`); for exact
      /// laws and labels against the most likely other law of the table. Below 0 if another is more likely, `nil` if there is no
      /// other, or if the user chose the law.
      package var logOdds: Double?
      /// The description length, in nats, of the law and all rows, including validation rows, with constants fitted to all rows:
      /// unlike the lengths of the table it can be compared between seeds. `nil` if the user chose the law.
      package var wholeLength: Double?

      /// The reason if a user chose the law by its number.
      static let request = "it was requested"
      /// Whether a user chose the law by its number.
      package var isRequested: Bool { reason == Self.request }
    }

    /// The comparison of residuals with the stated errors of measurement.
    package struct ChiSquare: Sendable, Hashable, Codable {
      /// Σ ((f − y)/σ)² over all rows.
      package var value: Double
      /// The number of rows minus that of measured constants.
      package var degreesOfFreedom: Int
      /// The probability of a χ² at least as large with the stated errors.
      package var probability: Double

      /// The probability below which a law is rejected. It is far below the usual five percent, because stated errors are estimates
      /// themselves.
      static let leastProbability = 1e-3
      /// Whether the residuals exceed the stated errors.
      var refusesLaw: Bool { probability < Self.leastProbability }
    }

    /// The quantity to which the relative errors of a table of laws refer: they are compared under the noise that the table shows.
    package enum ErrorMeasure: String, Sendable, Hashable, Codable {
      /// The target's values, over their spread.
      case values
      /// Values weighted by the inverse of their noise, which is larger for large values.
      case weighted
      /// Logarithms, over their spread: the noise is a factor, or a share of every value.
      case logarithms
    }

    /// The verdict on the formula.
    public var verdict: Verdict
    /// The chosen alternative and the reason; `nil` if there is none.
    package var choice: Choice?
    /// The origin of the chosen law; `nil` if there is none.
    package var origin: LawOrigin?
    /// The comparison of the residuals of the chosen law with stated errors of measurement; `nil` without them. `picking`
    /// another law removes it, and `certified` computes it for that law.
    package var chiSquare: ChiSquare?
    /// √(mean square residual) over the target's spread of the best network, on the validation rows; `nil` if a law was found
    /// before any was trained.
    package var networkError: Double?
    /// The comparison of the chosen law with that network on the same rows; `nil` if there is no network or law, and in older files.
    package var networkComparison: NetworkComparison?
    /// The number in the table, counted from 1, of a law that fits the validation rows significantly better; `nil` if there is
    /// none, or if it is not in the table.
    package var betterLaw: Int?
    /// The votes of several seeds; `nil` for a search with one, and if the user took another law.
    package var stability: Stability?
    /// The role of units; `nil` if none were given.
    package var units: UnitsAccount?
    /// All laws and networks that were tried, in order.
    package var attempts: [Attempt]
    /// The number of training rows.
    package var trainingRows: Int
    /// The number of validation rows.
    package var validationRows: Int
    /// Whether rows are so few that laws are fitted to all of them and judged by cross-validation, and only networks on validation
    /// rows; `nil` in older files.
    package var isCrossValidated: Bool?
    /// Seconds from start to end.
    public var seconds: Double
    /// The work done, in operations on one row: the same for every run with the same seed and settings.
    package var work: Int?
    /// The reason for its end.
    public var ending: Ending?
    /// The reasons that keep the chosen law from being called within noise; empty if there are none, `nil` in older files.
    package var shortfalls: [Shortfall]?
    /// How well the rows determine its structure; `nil` for exact laws, for labels, if the user chose the law, and in older files.
    package var structure: StructureEvidence?
    /// The noise that the table itself shows; `nil` if it has neither equal rows nor a single input.
    package var noise: Noise?
    /// The quantity to which the relative errors of the laws refer; `nil` in older files.
    package var errorMeasure: ErrorMeasure?
    /// Warnings for the user, such as constant columns left out or a time limit reached.
    public var warnings: [String]
  }
}
