import KANData
import KANFormula
import KANModel
import KANPlots
import KANSearch

/// The sentences of a paper fragment on the method: how the formula was found, on which rows, how large its residuals are, and the
/// units of its constants.
struct MethodParagraph {
  let report: ModelReport

  /// The first formula, which the sentences describe; `nil` for a network without one.
  private var formula: Formula? { report.formulas.first }

  /// The sentences, as LaTeX.
  var latex: String {
    var sentence = report.story.foundWithoutSplines ? selection : training
    sentence += rows
    // Rows set aside as outliers are not validation rows.
    if let judged = formula?.fidelity.last(where: {
      ["validation", "test", Distillation.boxPart].contains($0.part)
    }) {
      let kind = judged.part == "test" ? "test" : "validation"
      sentence += " On \\num{\(judged.count)} \(kind) rows the formula has "
      if let labels = judged.labels {
        sentence +=
          "an area under the ROC curve of \\num{\(labels.rocAUC.decimalText(digits: 4))} and a log-loss of "
          + "\\num{\(labels.logLoss.decimalText(digits: 4))}."
      } else {
        sentence +=
          "a \(judged.isWeighted == true ? "weighted " : "")root mean square error of \\num{\(judged.rmse.decimalText(digits: 3))}"
          + (formula?.outputUnit.map { "\\,\(LaTeXText.escaped($0))" } ?? "") + "."
      }
    }
    let named = formula?.expression.explainedConstants ?? []
    if !named.isEmpty {
      let values = named.map {
        "$\($0.latex) = \\num{\($0.value.decimalText(digits: 12))}$"
      }
      sentence += " Here \(values.joined(separator: ", "))."
    }
    sentence += units
    return sentence
  }

  /// The sentences on the rows that were set aside and on the errors of measurement; empty without either.
  private var rows: String {
    var text = ""
    let parts = formula?.fidelity ?? []
    if let aside = parts.first(where: { $0.part == Formula.Fidelity.setAside }), aside.count > 0 {
      let all = parts.filter { ["train", "validation", Formula.Fidelity.setAside].contains($0.part) }
        .reduce(0) { $0 + $1.count }
      text +=
        " Of \\num{\(all)} rows, \\num{\(aside.count)} "
        + (aside.count == 1
          ? "deviates from the others by more than noise explains and was"
          : "deviate from the others by more than noise explains and were")
        + " set aside."
    }
    if let chiSquare = report.story.search?.chiSquare {
      text +=
        " Rows were weighted by the stated errors of measurement: "
        + "$\\chi^2/\\mathrm{ndf} = \\num{\(chiSquare.value.decimalText(digits: 4))}/\(chiSquare.degreesOfFreedom)$ "
        + "($p = \\num{\(chiSquare.probability.decimalText(digits: 2))}$)."
    } else if report.data.weightsAreInverseVariances {
      text += " Rows were weighted by the stated errors of measurement."
    }
    return text
  }

  /// What a search among dimensionless groups looked for, `m*v^2·f(x/y)`, as `$m v^{2} f(\frac{x}{y})$`.
  private static func mathematics(_ groups: String) -> String {
    func latex(_ product: some StringProtocol) -> String? {
      (try? FormulaExpression(parsing: String(product))).map { LaTeXPrinter().print($0) }
    }
    let call = groups.firstRange(of: "·f(")
    let scale = groups[..<(call?.lowerBound ?? groups.endIndex)]
    var parts = scale == "1" && call != nil ? [] : [latex(scale)]
    if let call, groups.hasSuffix(")") {
      let arguments = groups[call.upperBound...].dropLast().split(separator: ", ").map { latex($0) }
      parts.append(
        arguments.contains(nil)
          ? nil : "f\\left(\(arguments.compactMap { $0 }.joined(separator: ",\\, "))\\right)")
    }
    guard !parts.contains(nil) else { return "\\texttt{\(LaTeXText.escaped(groups))}" }
    return "$\(parts.compactMap { $0 }.joined(separator: "\\,"))$"
  }

  /// Methods whose laws are more than products of powers. They may also find such a product, which their summaries do not describe.
  private static let beyondPowers: Set = [
    "occupation-numbers", "stretched-exponentials", "exponential-sums", "relaxations", "sigmoids", "peaks",
    "logarithms", "series", "power-pairs", "shifted-powers", "quadratic-forms",
  ]

  /// Whether the summary of a method describes a law.
  private func fits(_ method: String) -> Bool {
    guard Self.beyondPowers.contains(method), let formula else { return true }
    func isProductOfPowers(_ expression: FormulaExpression) -> Bool {
      switch expression {
      case .product(let factors): factors.allSatisfy(isProductOfPowers)
      case .power(let base, let exponent): exponent.variables.isEmpty && isProductOfPowers(base)
      case .sum, .function, .piecewise: expression.variables.isEmpty
      default: true
      }
    }
    return !isProductOfPowers(formula.expression)
  }

  /// The units of the constants as a sentence each; empty if the columns have none.
  private var units: String {
    let carriers = report.formulas.count == 1 ? report.story.search?.units?.carriers ?? [] : []
    func number(_ text: String) -> String {
      Double(text) == nil ? "\\texttt{\(LaTeXText.escaped(text))}" : "\\num{\(text)}"
    }
    // siunitx reads powers of base units, with fractions as exponents in braces.
    func unit(_ text: String) -> String {
      text.replacing("·", with: ".").replacing("^(", with: "^{").replacing(")", with: "}")
    }
    return carriers.map { carrier in
      guard let value = carrier.baseValue, let base = carrier.baseUnit else {
        return " The constant \(number(carrier.number)) has the unit \\si{\(unit(carrier.unit))}."
      }
      let text = "\\num{\(value.decimalText(digits: 8))}" + (base == "1" ? "" : "\\,\\si{\(unit(base))}")
      return " The constant \(number(carrier.number)) is \(text) in SI base units."
    }.joined()
  }

  /// The sentence about a law that was found without a network.
  private var selection: String {
    let rows = report.formulas.first?.fidelity.first { $0.part == "train" }?.count ?? report.data.count
    var sentence = "The formula was found with SwiftKAN~\(packageVersion) on \\num{\(rows)} rows"
    switch report.story.search?.origin {
    case .groups(let groups): sentence += " among dimensionless groups (\(Self.mathematics(groups)))"
    case .family(let name) where fits(name):
      sentence += " with the method \\texttt{\(LaTeXText.escaped(name))}"
      if let method = SearchMethods.all.first(where: { $0.name == name }) {
        sentence += " (\(LaTeXText.escaped(method.summary)))"
      }
    case .form(let text):
      sentence +=
        " in the form \\texttt{\(LaTeXText.escaped(text))}, in which Kolmogorov--Arnold networks~\\cite{Liu2024KAN} took the place of the "
        + "unknown functions until they were replaced by closed forms"
    case .family, .network, nil: break
    }
    // Another rule, or the user, may have made the choice.
    if report.story.search?.isShortestDescription == true {
      sentence += ", and chosen by its description length"
    } else if report.story.search?.choice?.isRequested == true {
      sentence += ", and picked by hand from the formulas of the search"
    }
    let constants = report.formulas.first?.expression.freeConstants.count ?? 0
    sentence += constants > 0 ? "; its constants were refined together by \(refinement)." : "."
    if case .form = report.story.search?.origin {
      return sentence
    }
    if let error = report.story.search?.networkError {
      let rows = report.story.hasValidationRows ? " on the validation rows" : ""
      // The error of networks for labels is the root of a ratio of log-losses.
      sentence +=
        " The best of the Kolmogorov--Arnold networks~\\cite{Liu2024KAN} that were trained for comparison "
        + (report.formulas.allSatisfy { $0.meaning == .quantity }
          ? "has a relative error of \\num{\(error.decimalText(digits: 2))}\(rows)."
          : "has a log-loss\(rows) of \\num{\((error * error).decimalText(digits: 2))} times that of a constant probability.")
    }
    return sentence
  }

  /// The sentence about a law that was read off a network.
  private var training: String {
    // As text, which can break across lines; mathematics cannot.
    let shape = report.file.network.shape.description.replacing(",", with: ", ").replacing(
      "*", with: "$\\times$")
    var sentence = "A Kolmogorov--Arnold network~\\cite{Liu2024KAN} of shape \(shape) "
    let part = report.formulas.first?.fidelity.first { $0.part == "train" }
    let (story, rows) = (report.story, "\\num{\(part?.count ?? report.data.count)} rows")
    // For a network trained by another tool, the training rows are unknown.
    if let tool = report.file.provenance["imported"], story.search == nil {
      sentence += "was read from a file of \(LaTeXText.escaped(tool))"
      if story.training != nil { sentence += ", trained further with SwiftKAN~\(packageVersion) on \(rows)" }
    } else {
      sentence += "was trained with SwiftKAN~\(packageVersion) on \(rows)"
    }
    if report.file.network.layers.contains(where: { !$0.productArities.isEmpty }) {
      sentence += ", with nodes that multiply~\\cite{Liu2024KAN2}"
    }
    if story.pruning != nil { sentence += ", pruned by attribution~\\cite{Liu2024KAN2}" }
    // Formulas may also have been supplied by the user, edge by edge or as a theory.
    guard !report.formulas.isEmpty, story.symbolification != nil || story.search != nil else {
      return sentence + "."
    }
    return sentence
      + ", and its edges were replaced by closed forms, whose inner constants were found by variable projection~\\cite{Golub1973}; "
      + "all constants were then refined together by \(refinement)."
  }

  /// The sentence on how the constants were determined.
  private var refinement: String {
    report.formulas.allSatisfy { $0.meaning == .quantity }
      ? "nonlinear least squares~\\cite{\(Bibliography.leastSquares)}"
      : "maximum likelihood~\\cite{McCullagh1989}"
  }
}
