import SwiftKAN

/// The results of `kan discover` so far, one entry per law.
struct SearchResults {
  private(set) var discoveries: [Discovery] = []
  private(set) var records: [DiscoveryRecord] = []
  var texts: [String] = []
  /// The folders that have been written.
  var parts: [OutputFolder.Part] = []

  mutating func add(_ discovery: Discovery, of data: Dataset, options: Discovery.Options, files: [String]) {
    discoveries.append(discovery)
    records.append(DiscoveryRecord(discovery, options: options))
    texts.append(DiscoveryText(discovery, on: data, files: files).text)
  }

  /// Prints all results: as JSON, one document for one target, a list for several, and a separate kind of document for classes.
  func print(_ classes: Discovery.OfClasses?, of questions: [SearchQuestion], by speech: OutputOptions) throws
  {
    if let classes {
      try speech.printResult(
        DiscoveryRecord.OfClasses(classes, laws: records), text: texts.joined(separator: "\n\n"))
    } else if questions.count == 1 {
      try speech.printResult(records[0], text: texts[0])
    } else {
      try speech.printResult(records, text: texts.joined(separator: "\n\n"))
    }
  }
}
