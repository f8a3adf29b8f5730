import KANData

extension Table {
  /// The name of a group: the text in its column, or its number.
  package func groupName(_ label: Double, in column: String) -> String {
    guard let labels = labels[column], let place = Int(exactly: label), labels.indices.contains(place) else {
      return label.groupName
    }
    return labels[place]
  }
}
