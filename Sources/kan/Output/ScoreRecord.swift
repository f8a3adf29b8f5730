import SwiftKAN

/// A score with its model.
struct ScoreRecord: Encodable {
  let model: String
  let rows: Int
  let score: ModelScore

  private enum Key: CodingKey { case model, rows }

  func encode(to encoder: any Encoder) throws {
    try score.encode(to: encoder)
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(model, forKey: .model)
    try object.encode(rows, forKey: .rows)
  }
}
