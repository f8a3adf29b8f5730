extension Program {
  /// The comment lines above the code: the remarks, or the formulas themselves if they are short.
  var documentation: [String] {
    let lines =
      remarks.isEmpty
      ? outputs.map { output in
        let text = TextPrinter(digits: 6).print(output.expression)
        return steps.isEmpty && text.count <= 200 ? "\(output.name) = \(text)" : output.name
      } : remarks
    return lines.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
  }
}
