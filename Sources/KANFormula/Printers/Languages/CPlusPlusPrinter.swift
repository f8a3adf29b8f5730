/// C++11: one inline function of doubles; several outputs are returned as an array.
package struct CPlusPlusPrinter: FormulaPrinter, InfixNotation {
  package static let name = "cpp"
  package static let summary = "C++11, one inline function"
  package static let fileExtension = "hpp"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  package static let rules = CodeNames.Rules(
    reserved: CPrinter.rules.reserved.joined(separator: " ") + """
       alignas alignof and and_eq asm bitand bitor bool catch char16_t char32_t class compl constexpr const_cast \
      decltype delete dynamic_cast explicit export false friend mutable namespace new noexcept not not_eq nullptr \
      operator or or_eq private protected public reinterpret_cast static_assert static_cast template this \
      thread_local throw true try typeid typename using virtual wchar_t xor xor_eq concept requires co_await \
      co_return co_yield char8_t consteval constinit std
      """)

  func integer(_ value: Int) -> String { "\(value).0" }
  func decimal(_ value: Double) -> String { CPrinter(digits: digits).decimal(value) }
  func constant(_ constant: NamedConstant) -> String { exactDecimal(constant.value) }
  func squareRoot(_ argument: String) -> CodeText { CodeText("std::sqrt(\(argument))") }

  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    function == .sign
      ? CodeText("((\(argument) > 0.0) - (\(argument) < 0.0))")
      : CodeText("std::\(function.rawValue)(\(argument))")
  }

  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    if base.isWord, exponent == 2 { return CodeText("\(base.text) * \(base.text)", .product) }
    return CodeText("std::pow(\(base.text), \(text.text))")
  }

  package func document(_ program: Program) -> String {
    let program = program.namingCommonSubexpressions().withDecimals
    let names = CodeNames(program, Self.rules)
    let writer = InfixWriter(self, names)
    let isSingle = program.outputs.count == 1
    var lines = ["#include <array>", "#include <cmath>", ""]
    if isSingle { lines.removeFirst() }
    lines += CTables.lines(program, names, constant: "static const double")
    lines += program.documentation.map { "// \($0)" }
    let parameters = program.inputs.map { "double \(names[$0.name])" }.joined(separator: ", ")
    let type = isSingle ? "double" : "std::array<double, \(program.outputs.count)>"
    lines.append("inline \(type) \(names.function)(\(parameters)) {")
    for step in program.steps {
      lines.append("  const double \(names[step.name]) = \(writer.text(step.expression));")
    }
    let values = program.outputs.map { writer.text($0.expression) }
    lines.append(isSingle ? "  return \(values[0]);" : "  return {{\(values.joined(separator: ", "))}};")
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }
}
