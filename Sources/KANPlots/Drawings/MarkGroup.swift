/// Marks that belong together.
struct MarkGroup: Hashable, Sendable {
  var marks: [Mark]
  /// What a pointer that rests on it is told.
  var note: String?
  /// What scripts find it by.
  var name: String?
  /// Outside of it nothing shows.
  var clip: Box?
}
