import KANData
import KANFormula
import KANInterchange
import KANReport
import KANSearch
import SymbolLibrary

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A search as requested by a JSON object; `swiftkan.h` lists the keys.
struct SearchRequest: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case table, columns, target, inputs, weights, effort, seed, seeds, threads, timeLimit, functions, without,
      constants
    case units, task, model
  }

  let table: String?
  let columns: [String: [Double]]?
  let target: String
  let inputs: [String]?
  let weights: String?
  let effort: Discovery.Options.Effort?
  let seed: UInt64?
  let seeds: Int?
  let threads: Int?
  let timeLimit: Double?
  let functions: [String]?
  let without: [String]?
  let constants: [String: Double]?
  let units: [String: String]?
  let task: Discovery.Options.Task?
  let model: String?

  /// - Throws: `CInterfaceError.request` if the text is not such an object or has unknown keys.
  init(parsing text: String) throws(CInterfaceError) {
    do {
      let decoder = JSONDecoder()
      let keys = try decoder.decode([String: Ignored].self, from: Data(text.utf8)).keys
      let known = CodingKeys.allCases.map(\.rawValue)
      if let stranger = keys.sorted().first(where: { !known.contains($0) }) {
        throw CInterfaceError.request(
          "there is no key \"\(stranger)\"; the keys are \(known.joined(separator: ", "))")
      }
      self = try decoder.decode(Self.self, from: Data(text.utf8))
    } catch let error as CInterfaceError {
      throw error
    } catch let error as DecodingError {
      throw .request(Self.sentence(about: error))
    } catch {
      throw .request(String(describing: error))
    }
  }

  /// A value that is decoded later.
  private struct Ignored: Decodable {
    init(from decoder: any Decoder) throws {}
  }

  private static func sentence(about error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "" : " at \(path.map(\.stringValue).joined(separator: "."))"
    }
    switch error {
    case .keyNotFound(let key, _): return "the key \"\(key.stringValue)\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(context.debugDescription)\(place(context.codingPath))"
    case .dataCorrupted(let context): return "\(context.debugDescription)\(place(context.codingPath))"
    @unknown default: return String(describing: error)
    }
  }

  /// The rows to search.
  func dataset() throws -> Dataset {
    switch (table, columns) {
    case (let path?, nil):
      return try Dataset(contentsOf: path, target: target, inputs: inputs, weights: weights)
    case (nil, let columns?):
      let names = columns.keys.sorted()
      let table = try Table(names: names, columns: names.map { columns[$0] ?? [] })
      return try Dataset(table, inputs: inputs, targets: [target], weights: weights)
    default: throw CInterfaceError.request("it needs either a \"table\" or \"columns\"")
    }
  }

  private static func constant(_ name: String, _ value: Double) throws(CInterfaceError) -> NamedConstant {
    guard value.isFinite, value != 0, let constant = NamedConstant(parsingName: name, value: value) else {
      throw .request(
        "\"\(name)\": \(value) is not a constant to recognise; give a plain name and a finite non-zero number"
      )
    }
    return constant
  }

  /// The options of the search.
  func options() throws -> Discovery.Options {
    guard seeds.map({ $0 >= 1 }) ?? true, threads.map({ $0 >= 1 }) ?? true else {
      throw CInterfaceError.request("seeds and threads must be at least 1")
    }
    guard timeLimit.map({ $0 > 0 && $0 <= 1e6 }) ?? true else {
      throw CInterfaceError.request("timeLimit must be above 0 and at most 1e6 seconds")
    }
    let all = SymbolCatalog.standard
    var options = Discovery.Options(
      effort: effort ?? .normal, catalog: try functions.map { try all.selecting($0) } ?? all,
      constants: try (constants ?? [:]).sorted { $0.key < $1.key }.map(Self.constant),
      seed: seed ?? 1, threads: threads)
    options.seedCount = seeds ?? 1
    options.timeLimit = timeLimit.map { .seconds($0) }
    let members = SearchMethods.all.map(\.name)
    if let stranger = (without ?? []).first(where: { !members.contains($0) }) {
      throw CInterfaceError.request(
        "the search has no part \"\(stranger)\" to leave out; the parts are \(members.joined(separator: ", "))"
      )
    }
    options.methods = MethodSelection(without: Set(without ?? []))
    options.units = try (units ?? [:]).mapValues { try PhysicalUnit(parsing: $0) }
    options.task = task ?? .automatic
    return options
  }
}

/// See `swiftkan.h`.
@_cdecl("swiftkan_discover")
public func discoverLaw(
  _ request: UnsafePointer<CChar>?, _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> UnsafeMutablePointer<CChar>? {
  reporting(to: error) {
    guard let request else { throw CInterfaceError.missing("request") }
    let asked = try SearchRequest(parsing: String(cString: request))
    let data = try asked.dataset()
    let options = try asked.options()
    let discovery = try discover(data, options: options)
    if let path = asked.model {
      try ModelFile(network: discovery.network, formulas: discovery.formula.map { [$0] } ?? []).write(
        to: path)
    }
    return try JSONText.document(DiscoveryRecord(discovery, options: options))
  }.flatMap(cText)
}
