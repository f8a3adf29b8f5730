import Foundation
import KANData
import Testing

@Suite struct DatasetTests {
  private func source() throws -> Table {
    try Table(
      names: ["pt", "met", "weight", "mt"],
      columns: [[1, 2, 3, 4], [5, 5, 5, 5], [1, -0.5, 1, 2], [0, 1, 1, 0]])
  }

  @Test func takesAllOtherColumnsAsInputs() throws {
    let data = try Dataset(source(), targets: ["mt"], weights: "weight")
    #expect(data.inputNames == ["pt", "met"])
    #expect(data.targets == [[0, 1, 1, 0]])
    #expect(data.weights == [1, -0.5, 1, 2])
    #expect(data.count == 4)
    #expect(data.constantInputs == ["met"])
    #expect(data.constantTargets == [])
    let chosen = try Dataset(source(), inputs: ["met", "pt"], targets: ["mt"])
    #expect(chosen.inputNames == ["met", "pt"])
    #expect(chosen.weights == nil)
    #expect(try chosen.selecting(inputs: ["pt"]).inputs == [[1, 2, 3, 4]])
    #expect(chosen.selecting(rows: [3, 0]).inputs == [[5, 5], [4, 1]])
  }

  @Test func readsFiles() throws {
    try withTemporaryFolder { folder in
      try source().write(csv: "\(folder)/t.csv")
      let data = try Dataset(contentsOf: "\(folder)/t.csv", target: "mt", weights: "weight")
      #expect(try data == Dataset(source(), targets: ["mt"], weights: "weight"))
    }
  }

  @Test(
    arguments: [
      (nil, ["mT"], nil, "(did you mean \"mt\"?)"),
      (nil, ["zzzzzz"], nil, "the columns are \"pt\", \"met\", \"weight\", \"mt\""),
      (["pt", "mte"], ["mt"], nil, "no input column \"mte\" (did you mean \"met\"?)"),
      (nil, ["mt"], "wieght", "no weight column \"wieght\" (did you mean \"weight\"?)"),
      (["pt", "mt"], ["mt"], nil, "\"mt\" is both input and target"),
      (["pt", "weight"], ["mt"], "weight", "\"weight\" is both input and weight"),
      (["pt"], ["mt"], "mt", "\"mt\" is both target and weight"),
      (["pt", "pt"], ["mt"], nil, "both called \"pt\""),
      ([], ["mt"], nil, "No column is left as an input"),
      (nil, [], nil, "No target is named"),
    ] as [([String]?, [String], String?, String)])
  func refusesColumnsWithAdvice(
    inputs: [String]?, targets: [String], weights: String?, phrase: String
  ) throws {
    let error = try dataError { try Dataset(source(), inputs: inputs, targets: targets, weights: weights) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  @Test(
    arguments: [
      ([[1, 2]], [[1, 2]], [1, -1], DataError.weightSum(0)),
      ([[1, 2]], [[1, 2]], [1], .raggedColumn(name: "weight", found: 1, expected: 2)),
      ([[1, 2]], [[1, 2]], [1, .nan], .notFinite(text: "nan", place: .row(2), column: "weight")),
      ([[1, 2]], [[1, 2, 3]], nil, .raggedColumn(name: "y", found: 3, expected: 2)),
      ([[1, .infinity]], [[1, 2]], nil, .notFinite(text: "inf", place: .row(2), column: "x")),
      ([[]], [[]], nil, .noRows),
      ([], [[1]], nil, .noInputs),
      ([[1]], [], nil, .noTargets),
    ] as [([[Double]], [[Double]], [Double]?, DataError)])
  func refusesBadNumbers(
    inputs: [[Double]], targets: [[Double]], weights: [Double]?, expected: DataError
  ) throws {
    let error = try dataError {
      try Dataset(inputNames: ["x"], inputs: inputs, targetNames: ["y"], targets: targets, weights: weights)
    }
    #expect(error == expected)
  }

  private func counted(_ count: Int) throws -> Dataset {
    let numbers = (0..<count).map(Double.init)
    return try Dataset(
      inputNames: ["x"], inputs: [numbers], targetNames: ["y"], targets: [numbers], weights: numbers)
  }

  @Test(arguments: [
    (2, 0.2, 0.0, 1, 0), (10, 0.2, 0.1, 2, 1), (1000, 0.25, 0.25, 250, 250), (3, 0.01, 0.9, 1, 1),
  ])
  func splitsIntoDisjointParts(
    count: Int, validation: Double, test: Double, validationCount: Int, testCount: Int
  ) throws {
    let data = try Dataset(
      inputNames: ["x"], inputs: [(0..<count).map(Double.init)], targetNames: ["y"],
      targets: [(0..<count).map(Double.init)])
    let split = try data.split(validation: validation, test: test, seed: 3)
    #expect(split.validation.count == validationCount)
    #expect(split.test?.count ?? 0 == testCount)
    let all = split.train.inputs[0] + split.validation.inputs[0] + (split.test?.inputs[0] ?? [])
    #expect(all.sorted() == data.inputs[0])
    #expect(split.train.inputs[0] == split.train.inputs[0].sorted())
  }

  @Test func sameSeedSameSplit() throws {
    let data = try counted(500)
    #expect(try data.split(seed: 1) == data.split(seed: 1))
    #expect(try data.split(seed: 1).validation != data.split(seed: 2).validation)
    let validation = try data.split(seed: 1).validation
    #expect(validation.weights == validation.inputs[0])
  }

  /// The validation part of one seed, fixed so that no later version deals differently unnoticed.
  @Test func splitStaysTheSameBetweenVersions() throws {
    #expect(try counted(12).split(validation: 0.25, seed: 1).validation.inputs[0] == [2, 4, 7])
  }

  @Test(arguments: [
    (0.0, 0.0), (1.0, 0.0), (0.5, 0.5), (-0.1, 0.0), (0.2, -0.1), (Double.nan, 0.0), (0.2, .nan),
  ])
  func refusesImpossibleFractions(validation: Double, test: Double) throws {
    #expect(throws: DataError.self) { try counted(10).split(validation: validation, test: test, seed: 1) }
  }

  @Test func oneRowIsTooFewToSplit() throws {
    let one = try Dataset(inputNames: ["x"], inputs: [[1]], targetNames: ["y"], targets: [[1]])
    #expect(try dataError { try one.split(seed: 1) } == .tooFewRows(found: 1, needed: 2, purpose: "a split"))
  }

  @Test(
    arguments: [
      ([0, 1, 1], true, 2), ([0, 0, 0], true, 1), ([0, 2, 1], false, 3), ([0, 0.5, 1], false, nil),
      ([-1, 1, 1], false, nil), ([0, 1e9, 1], false, nil),
    ] as [([Double], Bool, Int?)])
  func knowsLabels(target: [Double], isBinary: Bool, classes: Int?) throws {
    let data = try Dataset(inputNames: ["x"], inputs: [[1, 2, 3]], targetNames: ["y"], targets: [target])
    #expect(data.labelsAreBinary == isBinary)
    #expect(data.classCount == classes)
    if isBinary {
      try data.requireBinaryLabels()
    } else {
      #expect(throws: DataError.self) { try data.requireBinaryLabels() }
    }
    if let classes, classes > 1 {
      #expect(try data.requireClassLabels() == classes)
      try data.requireVaryingTargets()
    } else {
      #expect(throws: DataError.self) { try data.requireClassLabels() }
    }
  }

  @Test func namesTheFirstBadLabelAndTheConstantTarget() throws {
    let data = try Dataset(
      inputNames: ["x"], inputs: [[1, 2]], targetNames: ["y", "z"], targets: [[0, 1], [2, 2]])
    #expect(
      try dataError { try data.requireBinaryLabels() }.description.contains("2.0 in row 1, column \"z\""))
    #expect(try dataError { try data.requireVaryingTargets() } == .constantTarget(name: "z", value: 2))
  }
}
