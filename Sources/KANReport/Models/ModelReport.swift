import KANData
import KANFormula
import KANInterchange
import KANModel
import KANPlots
import KANTraining

/// All that there is to say about one model on one table: what pages, papers and notebooks are written from.
public struct ModelReport: Sendable {
  /// The model.
  public let file: ModelFile
  /// The table that it is confronted with.
  public let data: Dataset
  /// The names of model and table as the user called them.
  public let names: (model: String, table: String)
  /// How the model came about.
  package let story: ModelStory

  let figures: ModelFigures
  let units: [String: Plot.Text]

  /// A report on a model.
  ///
  /// - Parameters:
  ///   - file: The model.
  ///   - data: The table, with the columns of the network's inputs as its inputs.
  ///   - modelName: The name of the model file.
  ///   - tableName: The name of the table's file.
  ///   - units: Units of columns by name; those that the model knows need not be repeated.
  /// - Throws: A story of the model that cannot be read.
  public init(
    _ file: ModelFile, on data: Dataset, modelName: String, tableName: String,
    units: [String: Plot.Text] = [:]
  ) throws {
    self.units = file.columnUnits.merging(units) { _, given in given }
    self.file = file
    self.data = data
    names = (modelName, tableName)
    story = try file.story()
    figures = try ModelFigures(file, on: data, units: self.units)
  }

  /// The formulas of the file; those of a network of closed forms as they stand, without errors; none of learned curves.
  public var formulas: [Formula] {
    (try? file.closedForms()) ?? []
  }

  /// How a column of outputs agrees with the table: RMSE, R² and largest error, in the order of the targets.
  func agreement(_ predicted: [[Double]]) -> [Formula.Fidelity] {
    zip(predicted, data.targets).map { y, t in
      Formula.Fidelity(
        part: "table", rmse: Metrics.rmse(y, t, weights: data.weights),
        rSquared: Metrics.rSquared(y, t, weights: data.weights),
        maximumError: zip(y, t).map { abs($0 - $1) }.max() ?? .nan, count: t.count)
    }
  }
}
