extension Program {
  /// The lines that stand above code: the remarks, or the formulas themselves where they are short.
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
