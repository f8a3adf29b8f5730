extension ModelScore: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Writes the metrics as keys of the object: `{"of": "network", "target": …, "rmse": …, "rmseError": …}`.
  package func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(subject, forKey: Key(stringValue: "of"))
    try object.encode(target, forKey: Key(stringValue: "target"))
    for metric in metrics {
      try object.encode(metric.value, forKey: Key(stringValue: metric.name))
      try object.encodeIfPresent(metric.standardError, forKey: Key(stringValue: metric.name + "Error"))
    }
  }
}
