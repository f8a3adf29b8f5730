import KANFormula
import KANInterchange
import KANModel
import KANTraining
import Testing

@testable import KANReport

/// What a model file remembers of how it came about.
@Suite struct ModelStoryTests {
  private static func file() throws -> ModelFile {
    ModelFile(
      network: Network(
        inputs: [Network.Feature(name: "x")], outputs: [Network.Feature(name: "y")],
        shape: try Network.Shape(parsing: "1,1"),
        noise: 0, seed: 1))
  }

  @Test func storiesComeBackFromTheBytesOfTheFile() throws {
    var file = try Self.file()
    #expect(try file.story() == ModelStory())
    var story = ModelStory()
    story.commands = ["kan train 'a b.csv' --target y"]
    story.alternatives = [
      Formula(
        outputName: "y", expression: 2 * .variable("x"),
        fidelity: [
          Formula.Fidelity(part: "train", rmse: .infinity, rSquared: .nan, maximumError: 1, count: 3)
        ])
    ]
    file.tell(story)
    let read = try ModelFile(bytes: try file.bytes()).story()
    #expect(read.commands == story.commands)
    #expect(read.alternatives.map(\.text) == ["2*x"])
    #expect(read.alternatives[0].fidelity[0].rmse == .infinity)
    #expect(read.alternatives[0].fidelity[0].rSquared.isNaN)
  }

  @Test func aDamagedStoryIsAnErrorAndNoCrash() throws {
    var file = try Self.file()
    file.extraMetadata["story"] = "{\"commands\": 3}"
    #expect(throws: ReportError.damagedStory) { try file.story() }
    #expect(throws: ReportError.damagedStory) { try ModelFigures(file, on: nil) }
  }

  @Test func theLossIsNotedByItsName() throws {
    var file = try Self.file()
    #expect(file.lossName == .mse)
    for loss in LossName.allCases {
      file.lossName = loss
      #expect(file.provenance["loss"] == loss.rawValue)
      #expect(try ModelFile(bytes: try file.bytes()).lossName == loss)
    }
    file.provenance["loss"] = "quantile"
    #expect(file.lossName == .mse)
  }
}
