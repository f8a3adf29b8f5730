import KANFiles
import SwiftKAN

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Everything besides the table that determines a training run, by the names of the options of `kan train`: what `--from-config`
/// reads and every run writes beside its model. Missing settings are open.
struct RunConfiguration: Codable, Hashable {
  var shape: String?
  var grid: Int?
  var order: Int?
  var evenKnots: Double?
  var base: String?
  var sparse: Bool?
  var starts: Int?
  var loss: String?
  var optimizer: String?
  var penalty: String?
  var steps: Int?
  var epochs: Int?
  var batch: String?
  var learningRate: Double?
  var schedule: String?
  var weightDecay: Double?
  var average: Double?
  var validation: String?
  var earlyStopping: String?
  var patience: Int?
  var refine: String?
  var seed: UInt64?
  var parts: Int?
  /// For information only: the data of the run, and the version.
  var table: String?
  var target: String?
  var inputs: String?
  var weights: String?
  var swiftkan: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case shape, grid, order
    case evenKnots = "even-knots"
    case base, sparse, starts, loss, optimizer, penalty, steps, epochs, batch
    case learningRate = "learning-rate"
    case schedule
    case weightDecay = "weight-decay"
    case average, validation
    case earlyStopping = "early-stopping"
    case patience, refine, seed, parts, table, target, inputs, weights, swiftkan
  }

  init() {}

  /// Reads a file written by a run or by hand.
  init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure("\(path) cannot be read; --from-config needs a file written by `kan train`")
    }
    do {
      let names = try JSONDecoder().decode([String: Anything].self, from: data).keys
      if let unknown = names.sorted().first(where: { CodingKeys(rawValue: $0) == nil }) {
        throw Failure(
          "\(path): '\(unknown)' is not a setting of a run; the settings are "
            + CodingKeys.allCases.map(\.rawValue).joined(separator: ", "))
      }
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch let error as DecodingError {
      throw Failure(
        "\(path): \(Self.text(of: error)); --from-config needs a file written by `kan train`")
    }
  }

  /// Writes the file.
  func write(to path: String) throws {
    let text = try JSONText.document(self) + "\n"
    do { try FileBytes.write(Array(text.utf8), to: path) } catch {
      throw Failure("\(path) cannot be written: \(error.reason); choose a folder with write permission")
    }
  }

  /// The path of the configuration of a model's run.
  static func path(besideModel path: String) -> String {
    (path.hasSuffix(".kan") ? String(path.dropLast(4)) : path) + ".run.json"
  }

  /// A value of any kind: only the names matter.
  private struct Anything: Decodable { init(from decoder: any Decoder) throws {} }

  private static func text(of error: DecodingError) -> String {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context):
      let name = context.codingPath.map(\.stringValue).joined(separator: ".")
      return name.isEmpty
        ? "it is not a JSON object of settings" : "the setting '\(name)' has a value of the wrong type"
    default: return "it is not JSON"
    }
  }
}
