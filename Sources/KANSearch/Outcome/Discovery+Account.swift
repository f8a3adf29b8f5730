import KANFormula

extension Discovery {
  /// What a search tried and how it went.
  public struct Account: Sendable, Hashable, Codable {
    /// How much the formula explains.
    public enum Verdict: String, Sendable, Hashable, Codable {
      /// The residual is at rounding: the formula reproduces every row.
      case exact
      /// Nothing that was tried leaves less: no network, no other law, no smooth curve through the residuals; and no input
      /// tells their sign. What is left is noise as far as these data tell.
      case withinNoise
      /// Something leaves less, or nothing tells how large the noise is (`shortfalls`): the formula is an approximation.
      case approximate
      /// No closed form was found.
      case none
    }

    /// What keeps a law from being called within noise.
    package enum Shortfall: String, Sendable, Hashable, Codable, CaseIterable {
      /// The best network leaves less on the rows kept back.
      case networkIsBetter
      /// Another law that was found leaves less on the rows kept back, beyond chance.
      case otherLawIsBetter
      /// With a smooth curve through its residuals it predicts rows kept back better, beyond chance.
      case curveIsBetter
      /// Rows with equal inputs scatter less than the law misses them.
      case replicatesDisagree
      /// An input tells on which side of the law a target lies, or neighbours along an input miss it alike.
      case residualsFollowInputs
      /// Its many constants may imitate a smooth law to so few digits.
      case mayImitate
      /// A constant is the shorter description.
      case constantIsShorter
      /// On rows kept back the mean of the target is off by less.
      case meanIsNearer
      /// Nothing was trained or found that tells how large the noise is.
      case noiseIsUnknown
      /// So few rows would not show structure of two percent of the variance in what is left, and nothing else tells how large the noise is.
      case rowsAreTooFew
      /// The law leaves more than the errors of measurement that were stated (`ChiSquare`).
      case statedErrorsAreSmaller
      /// The constraints on formulas left out others, so that none but a constant stands.
      case othersWereLeftOut

      /// As part of a sentence.
      var text: String {
        switch self {
        case .networkIsBetter: "a network fits better"
        case .otherLawIsBetter: "another formula of the table fits the validation rows significantly better"
        case .curveIsBetter:
          "a smooth curve through the residuals improves the predictions for validation rows"
        case .replicatesDisagree: "rows with equal inputs scatter less than the residuals"
        case .residualsFollowInputs: "the residuals depend on the inputs"
        case .mayImitate: "with so many constants the formula may imitate another law"
        case .constantIsShorter: "a constant has the shorter description"
        case .meanIsNearer: "the mean of the target predicts the validation rows better"
        case .noiseIsUnknown: "the size of the noise is unknown"
        case .rowsAreTooFew:
          "nothing better was found, but so few rows would not reveal a remaining trend of this size"
        case .statedErrorsAreSmaller: "the residuals are larger than the stated errors"
        case .othersWereLeftOut: "the options excluded other formulas"
        }
      }
    }

    /// How large noise is, as the table itself tells.
    package struct Noise: Sendable, Hashable, Codable {
      /// Where it was seen: `replicates` (rows with equal inputs) or `neighbours` (along the only input).
      package let source: String
      /// Its standard deviation over the target's spread.
      package let size: Double
    }

    /// One plan of how inputs combine, and how far it got.
    package struct Attempt: Sendable, Hashable, Codable {
      /// The name of the family, or the structure of the network, for example `f1(pt)·f2(met)`: which curves of which inputs it
      /// adds and multiplies.
      package let structure: String
      /// How it came about; `nil` in files of earlier versions.
      package let origin: LawOrigin?
      /// Root mean square residual of its spline network over the target's spread, on the validation rows; `nil` where no
      /// splines were needed.
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

      /// A law as attempts note it: its measured constants to six digits.
      package static func text(of law: Expression) -> String { TextPrinter(digits: 6).print(law) }
    }

    /// Why a search ended.
    public enum Ending: String, Sendable, Hashable, Codable {
      /// Nothing more was to be tried.
      case finished
      /// The work that the effort allows was done.
      case budget
      /// The clock ran out; another run may get further or less far.
      case timeLimit
      /// Somebody asked to stop.
      case request

      /// What users should know of it; `nil` where nothing is to be said.
      func note(_ options: Discovery.Options) -> String? {
        switch self {
        case .finished: nil
        case .budget:
          "the work limit of --effort \(options.effort.rawValue) was reached before everything was tried; a higher effort tries more"
        case .timeLimit:
          "the time limit of \(options.timeLimit.map { "\($0)" } ?? "none") ended the search; with more time it may find a better law"
        case .request: "the search was stopped; this is the best law so far"
        }
      }
    }

    /// Which of the laws was taken.
    package struct Choice: Sendable, Hashable, Codable {
      /// Its place among the alternatives, counted from 1.
      package var number: Int
      /// Why, as part of a sentence.
      package var reason: String
      /// log(odds) in nats against all other laws, those that were not found included (`Discovery.Account.structure`); of exact laws and of
      /// labels against the likeliest other law of the table. Below 0 where another is likelier, `nil` where there is no other, or it was
      /// asked for.
      package var logOdds: Double?
      /// Nats to write down the law and all rows, the kept-back ones included, with the constants that all rows decide: unlike the lengths
      /// of the table it can be compared between seeds. `nil` where it was asked for.
      package var wholeLength: Double?
    }

    /// How residuals compare with errors of measurement as they are stated.
    package struct ChiSquare: Sendable, Hashable, Codable {
      /// Σ ((f − y)/σ)² over all rows.
      package var value: Double
      /// Rows minus measured constants.
      package var degreesOfFreedom: Int
      /// The probability that errors as stated give a χ² at least as large.
      package var probability: Double

      /// Probabilities below this refuse a law. It is far below the usual five percent, because stated errors are estimates themselves.
      static let leastProbability = 1e-3
      /// Whether the law leaves more than the stated errors explain.
      var refusesLaw: Bool { probability < Self.leastProbability }
    }

    /// What the relative errors of a table of laws are of: they are compared under the noise that the table shows.
    package enum ErrorMeasure: String, Sendable, Hashable, Codable {
      /// Of the target's values, over their spread.
      case values
      /// Of values weighed by one over their noise, which is larger for large ones.
      case weighted
      /// Of logarithms, over their spread: the noise is a factor, or a share of every value.
      case logarithms
    }

    /// How much the formula explains.
    public var verdict: Verdict
    /// Which of the alternatives was taken and why; `nil` if there is none.
    package var choice: Choice?
    /// How the law that was taken came about; `nil` if there is none.
    package var origin: LawOrigin?
    /// How the residuals of the law that was taken compare with stated errors of measurement; `nil` without them, and where the user took
    /// another law than the search.
    package var chiSquare: ChiSquare?
    /// √(mean square residual) over the target's spread of the best network, on the validation rows; `nil` where a law was
    /// found before any was trained.
    package var networkError: Double?
    /// How several seeds voted; `nil` for a search with one, and where the user took another law than they did.
    package var stability: Stability?
    /// What units did; `nil` where none were given.
    package var units: UnitsAccount?
    /// All plans that were trained, in order.
    package var attempts: [Attempt]
    /// Rows used to learn.
    package var trainingRows: Int
    /// Rows used to judge.
    package var validationRows: Int
    /// Seconds from start to end.
    public var seconds: Double
    /// The work done, in operations on one row: the same for every run with the same seed and settings.
    package var work: Int?
    /// Why it ended.
    public var ending: Ending?
    /// What keeps the law that was taken from being called within noise; empty where nothing does, `nil` in older files.
    package var shortfalls: [Shortfall]?
    /// How firmly the rows speak for its structure; `nil` for exact laws, for labels, where it was asked for, and in older files.
    package var structure: StructureEvidence?
    /// The noise that the table itself shows; `nil` where it has neither equal rows nor a single input.
    package var noise: Noise?
    /// What the relative errors of the laws are of; `nil` in older files.
    package var errorMeasure: ErrorMeasure?
    /// Things the user should know: constant columns left out, time limits met.
    public var warnings: [String]
  }
}
