import KANData
import KANFormula
import KANInterchange
import KANModel
import KANPlots
import KANTraining

/// Everything known about one model on one table; pages, papers and notebooks are written from it.
public struct ModelReport: Sendable {
  /// The model.
  public let file: ModelFile
  /// The table that it is confronted with.
  public let data: Dataset
  /// The names of model and table as the user called them.
  public let names: (model: String, table: String)
  /// The history of the model.
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
  ///   - units: Units of columns by name; those stored in the model need not be repeated.
  /// - Throws: An error if the history of the model cannot be read.
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

  /// The formulas of the file; for a network of closed forms those that it composes, without errors; none if it has learned curves.
  public var formulas: [Formula] {
    (try? file.closedForms()) ?? []
  }

  /// The agreement of columns of outputs with the table: RMSE, R² and largest error, in the order of the targets.
  func agreement(_ predicted: [[Double]]) -> [Formula.Fidelity] {
    zip(predicted, data.targets).map { y, t in
      Formula.Fidelity(
        part: "table", rmse: Metrics.rmse(y, t, weights: data.weights),
        rSquared: Metrics.rSquared(y, t, weights: data.weights),
        maximumError: zip(y, t).map { abs($0 - $1) }.max() ?? .nan, count: t.count,
        isWeighted: data.weights != nil)
    }
  }
}
