/// The name that was probably meant by `name`: the one with the fewest edits, ignoring case; `nil` if none is near. There are fewer
/// edits than characters, so that a name of one letter is near only to the same letter.
package func nearestName(to name: String, in candidates: [String]) -> String? {
  let wanted = Array(name.lowercased().prefix(64))
  var best: (name: String, distance: Int)?
  for candidate in candidates.prefix(1000) {
    let distance = editDistance(wanted, Array(candidate.lowercased().prefix(64)))
    if distance < best?.distance ?? min(max(wanted.count / 3, 1) + 1, wanted.count) {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// The number of inserted, removed, replaced or swapped neighbouring characters (optimal string alignment).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforePrevious[j - 1] + 1) }
      current.append(cost)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[b.count]
}
