import KANModel
import KANNumerics
import KANSymbolic
import KANTraining
import RealModule
import SymbolLibrary
import Synchronization
import Testing

@testable import KANSearch

@Suite struct DistillationTests {
  private func options(points: Int = 200, rounds: Int = 3) -> Distillation.Options {
    Distillation.Options(
      search: Discovery.Options(effort: .low, threads: 1), points: points, checkPoints: 100, rounds: rounds)
  }

  private func oracle(_ function: @escaping @Sendable (Double, Double) -> Double) -> Oracle {
    Oracle(inputNames: ["x", "y"], outputName: "z", box: [0.5...2, -1...3]) { columns in
      zip(columns[0], columns[1]).map { function($0, $1) }
    }
  }

  @Test func anExactLawEndsAfterOneRound() throws {
    let distillation = try distil(oracle { 3 * $0 * $0 * $1 }, options: options())
    #expect(distillation.rounds.count == 1)
    #expect(distillation.discovery.account.verdict == .exact)
    let error = try #require(distillation.onBox)
    #expect(error.count == 100 && error.maximumError < 1e-12 && error.rSquared > 1 - 1e-14)
    #expect(distillation.asked == 300)
  }

  /// No point that is asked lies on a face of the box, where a law may be 0/0; what is said of the box holds there, too.
  @Test func validityIsThatOfTheWholeBox() throws {
    let corner = Oracle(inputNames: ["x", "y"], outputName: "z", box: [0...2, 0...3]) { columns in
      zip(columns[0], columns[1]).map { $0 * $1 / ($0 + $1) }
    }
    let discovery = try distil(corner, options: options()).discovery
    let formula = try #require(discovery.formula)
    #expect(discovery.account.verdict == .exact)
    #expect(formula.variables.map(\.range) == [0...2, 0...3])
    #expect(formula.validity?.isProven == false)
    #expect(
      discovery.certified(on: try distil(corner, options: options()).points).formula?.validity?.isProven
        == false)
  }

  /// What no law reproduces is asked more, where the law is worst, and never outside its box.
  @Test func furtherRoundsAskWhereTheLawIsWorst() throws {
    let seen = Mutex<[[Double]]>([])
    // A line with a bump at x = 1.8, narrower than any function of the library on the whole box would have it.
    let bumpy = Oracle(inputNames: ["x"], outputName: "z", box: [0...2]) { columns in
      seen.withLock { $0 += columns[0].map { [$0] } }
      return columns[0].map { x in x + (abs(x - 1.8) < 0.1 ? 0.5 : 0) }
    }
    var few = options(points: 100, rounds: 3)
    few.search.methods = MethodSelection(without: [
      "networks", "simple-networks", "growth", "recognition", "approximations", "thorough-forms",
      "expressions",
      "shortening",
    ])
    let distillation = try distil(bumpy, options: few)
    #expect(distillation.rounds.count == 3)
    #expect(distillation.rounds.map(\.points) == [100, 125, 150])
    let points = seen.withLock { $0.map { $0[0] } }
    #expect(points.count == distillation.asked && points.allSatisfy { (0...2).contains($0) })
    let further = points.dropFirst(200)
    #expect(further.count { abs($0 - 1.8) < 0.2 } > 2 * further.count / 3)
  }

  /// A network is off its law by a percent, smoothly: the knee and a tolerance take the law, the shortest description its errors, too.
  @Test func lawOfAnApproximationIsTaken() throws {
    let network = oracle { $0 * .sin(0.87 * $1) + 0.01 * .cos(3 * $0 + 2 * $1) + 0.004 * .sin(5 * $0 * $1) }
    func taken(by rule: Discovery.Options.Choice) throws -> Discovery {
      var options = options(points: 120, rounds: 1)
      options.search.choice = rule
      options.search.methods = MethodSelection(without: [
        "networks", "simple-networks", "growth", "expressions", "shortening",
      ])
      return try distil(network, options: options).discovery
    }
    for rule in [Discovery.Options.Choice.knee, .tolerance(0.03)] {
      let discovery = try taken(by: rule)
      let formula = try #require(discovery.formula)
      #expect(formula.expression.complexity <= 6, "\(formula.text(digits: 4))")
      #expect(abs(formula.expression.value(at: ["x": 1, "y": 2]) - .sin(1.74)) < 0.02)
      let choice = try #require(discovery.account.choice)
      #expect(discovery.candidates[choice.number - 1].formula.expression.form == formula.expression.form)
      #expect(choice.logOdds == nil)
    }
    let nearest = try taken(by: .tolerance(1e-9))
    #expect(nearest.account.choice?.reason.contains("no formula has a relative error of at most") == true)
    #expect(nearest.formula?.expression.complexity ?? 0 > 6)
  }

  @Test func equalSeedsAskTheSame() throws {
    let function = oracle { ($0 * $1).magnitude.squareRoot() + 0.1 * $0 }
    var two = options(points: 100, rounds: 2)
    two.search.methods = MethodSelection(without: [
      "networks", "simple-networks", "growth", "recognition", "approximations", "thorough-forms",
      "shortening",
    ])
    let (first, second) = (try distil(function, options: two), try distil(function, options: two))
    #expect(first.points == second.points && first.rounds == second.rounds)
  }

  @Test(arguments: [
    (0, "asked for 200 values but returned 199"), (1, "nan at x = "), (2, "2.0 everywhere"),
  ])
  func badAnswersAreRefused(kind: Int, phrase: String) throws {
    let bad = Oracle(inputNames: ["x"], outputName: "z", box: [1...2]) { columns in
      switch kind {
      case 0: Array(columns[0].dropLast())
      case 1: columns[0].map { $0 > 1.5 ? .nan : $0 }
      default: columns[0].map { _ in 2 }
      }
    }
    let error = try #require(throws: OracleError.self) { try distil(bad, options: options()) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  /// One that is cancelled before it begins asks for the points of its first round, answers with what everybody tries first, or says
  /// that it was stopped.
  @Test func aCancelledOneAsksNoFurther() throws {
    let asked = Mutex(0)
    let line = Oracle(inputNames: ["x"], outputName: "z", box: [0...2]) { columns in
      asked.withLock { $0 += columns[0].count }
      return columns[0].map { .sin(9 * $0) + $0 }
    }
    let cancellation = Cancellation()
    cancellation.raise()
    let distiller = Distiller(line, options: options(points: 40), cancellation: cancellation, observer: nil)
    do {
      let distillation = try distiller.run()
      #expect(distillation.rounds.count == 1 && distillation.discovery.account.ending == .request)
      #expect(distillation.asked == 140 && distillation.points.count == 40)
    } catch SymbolicError.stopped {}
    #expect(asked.withLock { $0 } == 140)
  }

  /// A perceptron of `inputs` inputs that is a sum of two of its products with weights, which a law of the library does not follow exactly.
  private func perceptron(inputs: Int) throws -> Network {
    let tanh = try #require(SymbolCatalog.standard["tanh"])
    let line = try #require(SymbolCatalog.standard["x"])
    func layer(_ inputs: Int, _ sums: Int, _ symbol: Symbol, _ weight: (Int, Int) -> Double) -> Layer {
      Layer(
        inputCount: inputs, sumCount: sums, base: .zero,
        grids: [KnotGrid](repeating: KnotGrid(uniformOn: -1...1, intervals: 1, order: 1), count: inputs),
        edges: (0..<sums).flatMap { j in
          (0..<inputs).map { i in
            .symbolic(SymbolicEdge(terms: [SymbolicTerm(symbol: symbol, amplitude: weight(i, j))]))
          }
        }, biases: (0..<sums).map { 0.1 * Double($0) })
    }
    let first = layer(inputs, 4, line) { i, j in 0.2 + 0.1 * Double((i + 2 * j) % 4) }
    let last = layer(4, 1, tanh) { i, _ in 0.5 - 0.2 * Double(i) }
    return Network(
      inputs: (1...inputs).map { Network.Feature(name: "x\($0)") }, outputs: [Network.Feature(name: "y")],
      layers: [first, last])
  }

  /// The bound holds at points that nobody looked at, and is said by the law that goes into files; with many inputs there is none.
  @Test(arguments: [1, 2, 4, 5]) func theDistanceToANetworkIsProvenForFewInputs(inputs: Int) throws {
    let network = try perceptron(inputs: inputs)
    let box = [ClosedRange<Double>](repeating: -1...2, count: inputs)
    var options = options(points: 100, rounds: 1)
    options.search.choice = .knee
    options.search.methods = MethodSelection(without: [
      "networks", "simple-networks", "growth", "expressions", "shortening", "recognition", "approximations",
      "thorough-forms",
    ])
    let distillation = try distil(network, box: box, options: options)
    let formula = try #require(distillation.discovery.formula)
    let agreement = try #require(distillation.agreement)
    #expect(formula.agreement == agreement && agreement.onData.count == 100)
    guard inputs <= Distillation.largestProvenDimension else {
      #expect(agreement.certified.bound == nil && agreement.certified.boxes == 0)
      #expect(agreement.certified.largestSeen >= agreement.onBox.maximum)
      return
    }
    let bound = try #require(agreement.certified.bound, "\(formula.expression)")
    var random = SeededRandom(seed: 3)
    let points = box.map { random.uniforms(2000, in: $0) }
    let distances = zip(try formula.values(points), network(points)[0]).map { abs($0 - $1) }
    #expect(distances.allSatisfy { $0 <= bound })
    #expect(bound < 3 * (distances.max() ?? 0), "\(bound)")
  }

  @Test func anOracleThatIsNoNetworkHasNoDistance() throws {
    #expect(try distil(oracle { 3 * $0 * $0 * $1 }, options: options()).agreement == nil)
  }

  /// Whoever asks to stop gets the law of the round at hand, or hears that there is none yet; no further round is asked.
  @Test func aStopEndsTheRounds() throws {
    let asked = Mutex(0)
    let bumpy = Oracle(inputNames: ["x"], outputName: "z", box: [0...2]) { columns in
      asked.withLock { $0 += columns[0].count }
      return columns[0].map { x in x + (abs(x - 1.8) < 0.1 ? 0.5 : 0) }
    }
    do {
      let distillation = try distil(bumpy, options: options(points: 100)) { _ in false }
      #expect(distillation.rounds.count == 1 && distillation.discovery.account.ending == .request)
    } catch SymbolicError.stopped {}
    #expect(asked.withLock { $0 } == 200)
  }
}
