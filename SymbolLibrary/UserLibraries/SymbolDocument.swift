import KANFiles
import KANFormula

/// Reads `{"symbols": [{"name": …, "expression": …, …}]}`.
enum SymbolDocument {
  /// A reason and the line on which it was found.
  struct Failure: Error {
    let line: Int
    let reason: String
  }

  /// The symbols of a document of at most 1 MB.
  static func symbols(_ bytes: [UInt8]) throws(Failure) -> [Symbol] {
    let document: JSONNode
    do throws(JSONFailure) {
      document = try JSONReader.document(bytes[...], sizeLimit: 1_000_000)
    } catch { throw Failure(line: error.line, reason: error.reason) }
    return try symbols(document)
  }

  private static func symbols(_ document: JSONNode) throws(Failure) -> [Symbol] {
    let members = try members(of: document, allowed: ["symbols"], what: "a library")
    guard let list = members["symbols"] else {
      throw Failure(line: document.line, reason: "the key 'symbols' is missing")
    }
    guard case .array(let entries) = list.value else {
      throw Failure(line: list.line, reason: "'symbols' must be a list")
    }
    var result: [Symbol] = []
    for entry in entries {
      let symbol = try symbol(entry)
      guard !result.contains(where: { $0.name == symbol.name }) else {
        throw Failure(line: entry.line, reason: "there are two functions called '\(symbol.name)'")
      }
      result.append(symbol)
    }
    return result
  }

  private static func symbol(_ entry: JSONNode) throws(Failure) -> Symbol {
    let members = try members(
      of: entry, allowed: ["name", "expression", "domain", "gauge", "complexity"], what: "a function")
    guard let nameValue = members["name"], let textValue = members["expression"] else {
      throw Failure(line: entry.line, reason: "a function needs 'name' and 'expression'")
    }
    let name = try text(nameValue, "name")
    guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || $0 == "," }) else {
      throw Failure(line: nameValue.line, reason: "a name must not be empty or contain spaces or commas")
    }
    let expression: Expression
    do {
      expression = try Expression(parsing: try text(textValue, "expression"))
        .readingEulersNumber(besides: ["x"])
    } catch let error as FormulaError {
      throw Failure(line: textValue.line, reason: error.description)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(line: textValue.line, reason: "\(error)")
    }
    guard expression.variables == ["x"] else {
      throw Failure(
        line: textValue.line, reason: "the expression of '\(name)' must use the variable x only")
    }
    let symbol = Symbol(
      name: name, expression: expression, domain: try members["domain"].map(domain) ?? .everywhere,
      gauge: try members["gauge"].map(gauge) ?? .free,
      complexity: try members["complexity"].map(complexity) ?? expression.complexity)
    if let defect = symbol.defect { throw Failure(line: entry.line, reason: "'\(name)' \(defect)") }
    return symbol
  }

  private static func members(
    of json: JSONNode, allowed: [String], what: String
  ) throws(Failure) -> [String: JSONNode] {
    guard case .object(let members) = json.value else {
      throw Failure(line: json.line, reason: "\(what) must be an object in braces")
    }
    var result: [String: JSONNode] = [:]
    for member in members {
      guard allowed.contains(member.key) else {
        throw Failure(
          line: member.line,
          reason: "unknown key '\(member.key)'; \(what) has \(allowed.joined(separator: ", "))")
      }
      result[member.key] = member.node
    }
    return result
  }

  private static func text(_ json: JSONNode, _ key: String) throws(Failure) -> String {
    guard case .string(let text) = json.value else {
      throw Failure(line: json.line, reason: "'\(key)' must be a quoted string")
    }
    return text
  }

  private static func number(_ json: JSONNode, _ key: String) throws(Failure) -> Double {
    switch json.value {
    case .integer(let number): return Double(number)
    case .number(let number): return number
    default: throw Failure(line: json.line, reason: "'\(key)' must be a number")
    }
  }

  private static func complexity(_ json: JSONNode) throws(Failure) -> Int {
    let value = try number(json, "complexity")
    guard let whole = Int(exactly: value), (1...1000).contains(whole) else {
      throw Failure(line: json.line, reason: "'complexity' must be a whole number from 1 to 1000")
    }
    return whole
  }

  private static func gauge(_ json: JSONNode) throws(Failure) -> Gauge {
    guard let gauge = Gauge(rawValue: try text(json, "gauge")) else {
      let known = Gauge.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(line: json.line, reason: "'gauge' must be one of \(known)")
    }
    return gauge
  }

  /// A kind as text, or an object with the kind and its numbers.
  private static func domain(_ json: JSONNode) throws(Failure) -> Domain {
    var members: [String: JSONNode] = ["kind": json]
    if case .object = json.value {
      members = try self.members(
        of: json, allowed: ["kind", "lower", "upper", "first", "period"], what: "a domain")
    }
    guard let kindValue = members["kind"] else {
      throw Failure(line: json.line, reason: "a domain needs a 'kind'")
    }
    func end(_ key: String) throws(Failure) -> Double {
      guard let value = members[key] else {
        throw Failure(line: json.line, reason: "this kind of domain needs '\(key)'")
      }
      return try number(value, key)
    }
    let domain: Domain
    switch try text(kindValue, "kind") {
    case "everywhere": domain = .everywhere
    case "positive": domain = .positive
    case "nonNegative": domain = .nonNegative
    case "nonZero": domain = .nonZero
    case "open": domain = .open(lower: try end("lower"), upper: try end("upper"))
    case "closed": domain = .closed(lower: try end("lower"), upper: try end("upper"))
    case "betweenPoles": domain = .betweenPoles(first: try end("first"), period: try end("period"))
    default:
      throw Failure(
        line: kindValue.line,
        reason: "a domain is everywhere, positive, nonNegative, nonZero, open, closed or betweenPoles")
    }
    if let defect = domain.defect { throw Failure(line: json.line, reason: defect) }
    return domain
  }
}
