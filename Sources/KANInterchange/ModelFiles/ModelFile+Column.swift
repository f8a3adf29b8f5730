extension ModelFile {
  /// An input or a target that has another name in the table than in the model.
  package struct Column: Hashable, Sendable, Codable {
    /// The name in the header of the table, with its unit: `lepton pt (GeV)`.
    package let header: String
    /// The name of the input or target in the model.
    package let name: String
    /// The unit of its values, if one is known.
    package let unit: String?

    /// A column with its two names.
    package init(header: String, name: String, unit: String?) {
      self.header = header
      self.name = name
      self.unit = unit
    }
  }
}
