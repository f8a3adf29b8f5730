import KANData
import KANModel
import KANNumerics
import KANSymbolic
import KANTestSupport
import RealModule
import SymbolLibrary
import Testing

@testable import KANSearch

/// Networks of structures: what they compute, and how they are trained.
@Suite struct StructureTrainerTests {
  private static func data(
    _ law: SampleLaw = SampleLaw("sin(a) + b^2/4", -2...2, -2...2), rows: Int = 300
  ) throws -> Dataset { try law.table(rows: rows) }

  private static func trainer(_ data: Dataset) throws -> StructureTrainer {
    let split = try data.split(validation: 0.2, seed: 1)
    return StructureTrainer(
      training: split.train, validation: ExpressionRefiner(split.validation), scaling: Scaling(split.train),
      identity: .identity, seed: 1)
  }

  // MARK: - Networks

  /// Inputs to mean 0 and deviation 1, the target by its spread alone.
  @Test func scalesColumns() throws {
    let data = try Self.data()
    let scaling = Scaling(data)
    for column in scaling.columns {
      #expect(abs(column.mean) < 1e-12)
      #expect(abs(column.sumOfSquares / 300 - 1) < 0.01)
    }
    #expect(scaling.output.shift == 0 && scaling.output.name == "y" && scaling.userColumns == data.inputs)
    expectClose(scaling.target.map { $0 * scaling.output.scale }, data.targets[0], within: 1e-14)
  }

  struct Plan: Sendable {
    let structure: Structure
    let value: @Sendable ([Double]) -> Double
  }

  /// With f(x) = 1 + x/2 for every curve, a structure is that sum or product of them.
  static let plans: [Plan] = [
    Plan(structure: .additive(3)) { $0.reduce(0, +) },
    Plan(structure: .multiplicative(3)) { $0.reduce(1, *) },
    Plan(structure: Structure(blocks: [[0, 1], [2]], combination: .sumOfProducts, isWrapped: false)) {
      $0[0] * $0[1] + $0[2]
    },
    Plan(structure: Structure(blocks: [[0, 1], [2]], combination: .productOfSums, isWrapped: false)) {
      ($0[0] + $0[1]) * $0[2]
    },
    Plan(structure: Structure(blocks: [[0], [1], [0, 1]], combination: .sumOfProducts, isWrapped: false)) {
      $0[0] + $0[1] + $0[0] * $0[1]
    },
  ]

  @Test(arguments: plans)
  func networksComputeTheirStructure(plan: Plan) throws {
    let data = try Self.data(SampleLaw("a + b + c", 1...4, -2...2, 0...9), rows: 80)
    let scaling = Scaling(data)
    let network = plan.structure.network(
      for: scaling, knots: Structure.Knots(intervals: 4), identity: .identity
    ) { _, x in 1 + x / 2 }
    let expected = (0..<80).map { s in
      scaling.output.scale * plan.value(scaling.columns.map { 1 + $0[s] / 2 })
    }
    expectClose(network(data.inputs)[0], expected, within: 1e-12)
  }

  /// A curve around the sum starts as local means of the target, which are near it where it is a curve of the sum.
  @Test func wrapsACurveAround() throws {
    let data = try Self.data(SampleLaw("exp(a)", -2...2), rows: 400)
    let scaling = Scaling(data)
    let knots = Structure.Knots(intervals: 8)
    let inner = Structure.additive(1).network(for: scaling, knots: knots, identity: .identity) { _, x in x }
    let wrapped = Structure.wrapping(inner, scaling: scaling, knots: knots)
    #expect(wrapped.layers.count == 2)
    let error = zip(wrapped(data.inputs)[0], data.targets[0]).map { $0 - $1 }.sumOfSquares
    #expect(error < 0.02 * data.targets[0].sumOfSquares)
    // Knots that follow the arguments leave what is computed nearly as it is.
    let adapted = wrapped.adaptingLastGrid(to: data.inputs)
    #expect(adapted.layers[0] == wrapped.layers[0])
    #expect(maximumDifference(adapted(data.inputs)[0], wrapped(data.inputs)[0]) < 0.2)
    #expect(inner.adaptingLastGrid(to: data.inputs) == inner)
  }

  @Test func findsPlacesInSortedColumns() {
    let column = [1.0, 2, 2, 5]
    #expect(column.partitioningIndex { $0 >= 2 } == 1 && column.partitioningIndex { $0 >= 6 } == 4)
    #expect(column.partitioningIndex { $0 >= 0 } == 0 && [Double]().partitioningIndex { $0 >= 0 } == 0)
  }

  // MARK: - Training

  /// The right structure fits, refines and stays; a wrong one does not.
  @Test func tellsStructuresApart() throws {
    let trainer = try Self.trainer(try Self.data())
    let budget = WorkBudget()
    let sum = try #require(trainer.screened(.additive(2), budget: budget))
    let product = try #require(trainer.screened(.multiplicative(2), budget: budget))
    #expect(sum.validationError < 0.02 && product.validationError > 0.1)
    #expect(isClose(trainer.validationError(of: sum.network), sum.validationError, within: 1e-12))
    #expect(budget.spent > 0)
    let refined = trainer.refined(sum, budget: budget)
    #expect(refined.validationError < 0.2 * sum.validationError && refined.intervals > sum.intervals)
    #expect(refined.structure == .additive(2))
  }

  /// What is a curve of a sum needs one more curve around it.
  @Test func trainsACurveAroundTheSum() throws {
    let trainer = try Self.trainer(try Self.data(SampleLaw("exp(a + b)", -1...1, -1...1)))
    let trained = try #require(trainer.screened(.additive(2, wrapped: true), budget: WorkBudget()))
    #expect(trained.validationError < 0.02)
  }

  /// A curve of an input that does not matter becomes a constant.
  @Test func prunesWhatDoesNotMatter() throws {
    let trainer = try Self.trainer(try SampleLaw("sin(a)", -2...2).table(rows: 300).adding("b"))
    let trained = try #require(trainer.screened(.additive(2), budget: WorkBudget()))
    let pruned = trainer.pruned(trainer.refined(trained, budget: WorkBudget()), budget: WorkBudget())
    #expect(!pruned.network[Network.EdgeAddress(layer: 0, input: 1, sum: 0)].isSpline)
    #expect(pruned.network[Network.EdgeAddress(layer: 0, input: 0, sum: 0)].isSpline)
  }

  @Test func trainsAsFarAsItsBudget() throws {
    let trainer = try Self.trainer(try Self.data())
    #expect(trainer.screened(.additive(2), budget: WorkBudget(limit: 0)) == nil)
    let trained = try #require(trainer.screened(.additive(2), budget: WorkBudget()))
    let spent = WorkBudget(limit: 0)
    #expect(trainer.refined(trained, budget: spent).network == trained.network)
    #expect(trainer.pruned(trained, budget: spent).network == trained.network)
  }

  /// Networks are noted by their error alone.
  @Test func archiveKeepsTheBest() throws {
    let trainer = try Self.trainer(try Self.data())
    let trained = try #require(trainer.screened(.additive(2), budget: WorkBudget()))
    var worse = trained
    worse.validationError = 2 * trained.validationError
    var archive = NetworkArchive()
    #expect(archive.error == .infinity && archive.best == nil)
    archive.note([worse, trained, worse])
    #expect(archive.error == trained.validationError && archive.tried.isEmpty)
  }
}

extension Dataset {
  /// The table with one more column, which has nothing to do with the target.
  func adding(_ name: String, seed: UInt64 = 71) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    return try Dataset(
      inputNames: inputNames + [name], inputs: inputs + [random.uniforms(count, in: 1...5)],
      targetNames: targetNames, targets: targets)
  }
}
