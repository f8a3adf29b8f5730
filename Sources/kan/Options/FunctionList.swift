import ArgumentParser
import SwiftKAN

/// Functions by name: `sin,exp` for all inputs, `x=sin,cos` for one input.
struct FunctionList: ExpressibleByArgument {
  /// The input to which they apply; `nil` for all.
  let input: String?
  let names: [String]

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let last = parts.last, let list = NameList(argument: String(last)) else { return nil }
    let input = parts.count == 2 ? String(parts[0].drop { $0 == " " }).trimmedAtEnd : nil
    if let input, input.isEmpty { return nil }
    self.input = input
    names = list.names
  }
}

/// Functions that may not stand inside others, as `sin:exp,exp:exp`: no exp in a sin, none in an exp.
struct NestingList: ExpressibleByArgument {
  let nestings: [Discovery.Options.Constraints.Nesting]
  /// The first name that is not one of a function.
  let unknown: String?

  init?(argument: String) {
    guard let list = NameList(argument: argument) else { return nil }
    var nestings: [Discovery.Options.Constraints.Nesting] = []
    var unknown: String?
    for name in list.names {
      let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
      guard let outer = Self.function(parts[0]), let inner = Self.function(parts[1]) else {
        unknown = unknown ?? parts.first { Self.function($0) == nil }
        continue
      }
      nestings.append(.init(inner, inside: outer))
    }
    self.nestings = nestings
    self.unknown = unknown
  }

  /// The message about `unknown`.
  var complaint: String? {
    unknown.map { name in
      let known = ElementaryFunction.allCases.map(\.rawValue)
      return "--forbid names the function '\(name)', which does not exist"
        + (nearestName(to: name, in: known).map { " (did you mean \($0)?)" } ?? "")
        + "; the functions are \(known.joined(separator: ", "))."
    }
  }

  private static func function(_ name: String) -> ElementaryFunction? {
    let other = ["arcsin": "asin", "arccos": "acos", "arctan": "atan", "artanh": "atanh", "ln": "log"]
    return ElementaryFunction(rawValue: other[name] ?? name)
  }
}
