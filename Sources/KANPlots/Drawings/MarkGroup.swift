/// Marks that belong together.
struct MarkGroup: Hashable, Sendable {
  var marks: [Mark]
  /// The tooltip.
  var note: String?
  /// The name by which scripts find it.
  var name: String?
  /// The box to which the marks are clipped.
  var clip: Box?
}
