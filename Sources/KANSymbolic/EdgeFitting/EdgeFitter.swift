import KANFitting
import KANModel
import RealModule
import SymbolLibrary

/// Finds the closed forms that an edge could become.
///
/// For given inner constants (b, c) the outer ones (a, d) are a linear fit, so only (b, c) are searched (variable projection, Golub
/// & Pereyra 1973): first on a grid in units of the data, then all constants of the best starts are refined together. Forms with
/// two terms are tried if no single one suffices: a fixed simple term plus every symbol.
package struct EdgeFitter: Sendable {
  /// The functions to choose from.
  var catalog: SymbolCatalog
  /// The relative error at which a fit is as accurate as the curve is known.
  var tolerance: Double
  /// The largest number of terms in one form.
  var maximumTerms: Int

  /// The numbers of samples for selecting starts, and for selecting forms by a short fit.
  private static let (scanCount, trialCount) = (100, 60)

  /// The approximate number of coefficients of the splines from which the curves come.
  private static let degreesOfFreedom = 24

  /// A fitter over `catalog`.
  package init(catalog: SymbolCatalog = .standard, tolerance: Double = 1e-5, maximumTerms: Int = 2) {
    self.catalog = catalog
    self.tolerance = tolerance
    self.maximumTerms = maximumTerms
  }

  /// The accuracy to which the curves of a network are known if its relative error is `error`.
  static func tolerance(forNetworkError error: Double) -> Double { min(0.03, max(1e-8, 3 * error)) }

  /// The approximate work for the forms of one edge, in units of `WorkBudget`: a scan of every symbol over a grid of a few hundred
  /// arguments on the thinned samples, with ten units per function, and the refinement of a few.
  package var work: Int { catalog.symbols.count * (300 * Self.scanCount * 10 + 20 * Self.trialCount * 60) }

  /// The forms that fit best, best first.
  package func suggestions(for samples: EdgeSamples, limit: Int = 12) -> [Network.EdgeSuggestion] {
    guard let target = CentredCurve(samples.y) else { return [constant(samples)] }
    var found = singles(samples: samples, target: target, limit: limit)
    found.sort { $0.score < $1.score }
    if maximumTerms >= 2, (found.first?.relativeError ?? 1) > tolerance {
      found += pairs(samples: samples, target: target)
      found.sort { $0.score < $1.score }
    }
    return Array(found.prefix(limit))
  }

  // MARK: - One term

  /// The best form of every symbol. Most symbols fit badly, and some of the samples and a few steps suffice to see that; only forms
  /// that may be among the best `limit` are fitted to all samples.
  private func singles(samples: EdgeSamples, target: CentredCurve, limit: Int) -> [Network.EdgeSuggestion] {
    let thin = samples.thinned(to: Self.trialCount)
    guard thin.x.count < samples.x.count, let thinTarget = CentredCurve(thin.y) else {
      return catalog.symbols.flatMap {
        best(of: starts(of: $0, samples), samples: samples, target: target, effort: .full)
      }
    }
    let ranked = catalog.symbols
      .flatMap { best(of: starts(of: $0, samples), samples: thin, target: thinTarget, effort: .trial) }
      .sorted { $0.score < $1.score }
    return ranked.prefix(limit + 4).compactMap {
      polish($0.edge.terms, samples: samples, target: target)
    }
  }

  private func starts(of symbol: Symbol, _ samples: EdgeSamples) -> [[SymbolicTerm]] {
    scan(symbol, samples: samples, beside: [], keep: 2).map { [$0] }
  }

  /// The best of several starting forms after refinement; `nil` if no form stays in its domain.
  private func best(
    of starts: [[SymbolicTerm]], samples: EdgeSamples, target: CentredCurve, effort: EdgePolish.Effort
  ) -> [Network.EdgeSuggestion] {
    let polished = starts.compactMap { polish($0, samples: samples, target: target, effort: effort) }
    return polished.min { $0.relativeError < $1.relativeError }.map { [$0] } ?? []
  }

  /// The most promising starts of a symbol in addition to fixed columns, best first.
  private func scan(
    _ symbol: Symbol, samples: EdgeSamples, beside fixed: [SymbolicTerm], keep: Int
  ) -> [SymbolicTerm] {
    let thin = samples.thinned(to: Self.scanCount)
    guard let projection = ProjectedCurve(y: thin.y, without: fixed.map { $0.values(at: thin.x) }) else {
      return []
    }
    let function = symbol.compiled
    var ranked: [(residual: Double, point: ArgumentGrid.Point)] = []
    for point in ArgumentGrid(samples: thin).points(for: symbol) {
      let u = thin.x.map { point.rate * $0 + point.shift }
      if let residual = projection.residual(adding: function.values(u)) { ranked.append((residual, point)) }
    }
    ranked.sort { $0.residual < $1.residual }
    return ranked.prefix(keep).map {
      SymbolicTerm(symbol: symbol, rate: $0.point.rate, shift: $0.point.shift)
    }
  }

  // MARK: - Two terms

  /// A simple term at the user's zero plus every symbol, for edges such as tanh(2x) − x³.
  private func pairs(samples: EdgeSamples, target: CentredCurve) -> [Network.EdgeSuggestion] {
    let anchors = catalog.symbols.filter { $0.complexity <= 3 && !$0.gauge.hasRate }.compactMap {
      symbol -> SymbolicTerm? in
      let term = SymbolicTerm(symbol: symbol, shift: symbol.gauge.hasShift ? -samples.origin : 0)
      let range = samples.range
      return symbol.domain.contains(range.lowerBound + term.shift...range.upperBound + term.shift)
        ? term : nil
    }
    var starts: [(residual: Double, terms: [SymbolicTerm])] = []
    for anchor in anchors {
      guard
        let projection = ProjectedCurve(y: samples.y, without: [anchor.values(at: samples.x)])
      else { continue }
      for symbol in catalog.symbols where symbol != anchor.symbol {
        guard let start = scan(symbol, samples: samples, beside: [anchor], keep: 1).first,
          let residual = projection.residual(adding: start.values(at: samples.x))
        else { continue }
        starts.append((residual, [start, anchor]))
      }
    }
    starts.sort { $0.residual < $1.residual }
    return starts.prefix(12).compactMap { polish($0.terms, samples: samples, target: target) }
  }

  // MARK: - All constants together

  private func polish(
    _ start: [SymbolicTerm], samples: EdgeSamples, target: CentredCurve, effort: EdgePolish.Effort = .full
  ) -> Network.EdgeSuggestion? {
    guard let fit = EdgePolish(terms: start, samples: samples, effort: effort).run() else { return nil }
    let relativeError = (fit.sumOfSquares / target.sumOfSquares).squareRoot()
    guard relativeError.isFinite, relativeError < 1 else { return nil }
    let edge = fit.edge
    // The samples of a curve are not independent measurements: their effective number is that of the curve's degrees of freedom.
    let n = min(samples.x.count, Self.degreesOfFreedom)
    let length = DescriptionLength(
      misfit: Double(n) / 2 * Double.log(relativeError * relativeError + tolerance * tolerance),
      structure: edge.structurePrice, constants: 0.5 * Double.log(Double(n)) * Double(edge.freeConstantCount))
    return Network.EdgeSuggestion(
      edge: edge, relativeError: relativeError, score: length.total, standardErrors: fit.standardErrors)
  }

  /// The form of an edge that is constant.
  private func constant(_ samples: EdgeSamples) -> Network.EdgeSuggestion {
    Network.EdgeSuggestion(
      edge: SymbolicEdge(terms: [], offset: samples.y.first ?? 0), relativeError: 0, score: -.infinity,
      standardErrors: [0])
  }
}
