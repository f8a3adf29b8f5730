import ArgumentParser
import SwiftKAN

/// One model of a study for some epochs, for comparisons with other programs: one process a model, so that the peak of
/// the memory is its own.
struct TimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "time", abstract: "Times the training of one model; prints JSON.")

  enum Model: String, ExpressibleByArgument, CaseIterable {
    case qcdMLP = "qcd-mlp", qcdKAN = "qcd-kan", darkMatterMLP = "dark-matter-mlp", darkMatterKAN =
      "dark-matter-kan"
  }

  @Argument(help: "One of qcd-mlp, qcd-kan [43,64,1], dark-matter-mlp, dark-matter-kan [37,40,40,8].")
  var model: Model
  @Option(help: "A table of events in place of the bundled sample.")
  var events: String?
  @Option(help: "Epochs.")
  var epochs = 5
  @Option(help: "Threads.")
  var threads = 1

  private struct Timing: Encodable {
    let model: String
    let parameters: Int
    let threads: Int
    let epochs: Double
    let secondsPerEpoch: Double
    let processorSecondsPerEpoch: Double
    let peakMegabytes: Double
  }

  func run() throws {
    let isQCD = model == .qcdMLP || model == .qcdKAN
    let table = try EventFile.table(events, sample: isQCD ? "qcd" : "dark-matter")
    let (train, validation): (Dataset, Dataset)
    if isQCD {
      let events = try QCDEvents(table)
      (train, validation) = (events.train.data, events.validation.data)
    } else {
      let events = try DarkMatterEvents(table)
      (train, validation) = (events.train.data, events.validation.data)
    }
    let recipe = Recipe(
      loss: isQCD ? .binaryCrossEntropy : .meanAbsoluteError,
      optimizer: Recipe.adam(rate: 2e-3, weightDecay: 1e-3), epochs: epochs,
      criterion: isQCD ? .rocAUC : .loss, threads: threads)
    let inputs = train.inputs.count
    let trained: TrainedModel
    switch model {
    case .qcdMLP:
      trained = try recipe.train(
        DenseNetwork(widths: [inputs, 100, 100, 1], dropout: 0.3), model.rawValue, on: train,
        validation: validation)
    case .darkMatterMLP:
      trained = try recipe.train(
        DenseNetwork(widths: [inputs, 500, 500, 500, 8]), model.rawValue, on: train, validation: validation)
    case .qcdKAN, .darkMatterKAN:
      let network = try Network(
        for: train, shape: Network.Shape([inputs] + (isQCD ? [64, 1] : [40, 40, 8])), loss: recipe.loss)
      trained = try recipe.train(network, model.rawValue, on: train, validation: validation)
    }
    print(
      try LineOfJSON.text(
        Timing(
          model: model.rawValue, parameters: trained.parameterCount, threads: threads, epochs: trained.epochs,
          secondsPerEpoch: trained.seconds / trained.epochs,
          processorSecondsPerEpoch: trained.processorSeconds / trained.epochs,
          peakMegabytes: Resources.peakMegabytes)))
  }
}
