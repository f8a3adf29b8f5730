import KANData

extension Table {
  /// How a group is called: by the text that stood in its column, or by its number.
  package func groupName(_ label: Double, in column: String) -> String {
    guard let labels = labels[column], let place = Int(exactly: label), labels.indices.contains(place) else {
      return label.groupName
    }
    return labels[place]
  }
}
