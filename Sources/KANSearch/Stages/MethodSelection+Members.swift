extension MethodSelection {
  /// The names of all members, in the order in which they act: stages, reductions, families of laws, treatments.
  package static var names: [String] { SearchMethods.all.map(\.name) }
}
