import Foundation
import Testing

@testable import KANInterchange

@Suite struct SafetensorsTests {
  private let tensor = "\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]"

  @Test func readsAnyTypeAndConvertsFloats() throws {
    let header = """
      {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"shape":[],"data_offsets":[8,16],"dtype":"F64"},\
      "c":{"dtype":"BF16","shape":[1,0,7],"data_offsets":[16,16]},"d":{"dtype":"I8","shape":[3],"data_offsets":[16,19]}}
      """
    let file = try SafetensorsReader(container(header, 19))
    #expect(try file.doubles("a") == [0, 0])
    #expect(try file.doubles("b", shape: []) == [0])
    #expect(file.tensors["c"]?.shape == [1, 0, 7])
    #expect(throws: InterchangeError.self) { try file.doubles("d") }
    #expect(throws: InterchangeError.self) { try file.doubles("a", shape: [2, 1]) }
    #expect(throws: InterchangeError.self) { try file.doubles("e") }
  }

  @Test(arguments: [0, 1, UInt64(1) << 32, .max, .max - 7, 100_000_001, UInt64(Int64.max)])
  func refusesImpossibleHeaderLengths(length: UInt64) {
    let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array("{}".utf8)
    #expect(throws: InterchangeError.self) { try SafetensorsReader(bytes) }
  }

  @Test(arguments: [
    "", "[]", "{", "{}x", " {}", "null", "{\"a\":1}", "{\"a\":{}}", "{\"__metadata__\":[]}",
    "{\"__metadata__\":{\"a\":1}}", "{\"a\":{T},\"a\":{T}}", "{\"a\":{T,\"x\":1}}", "{\"a\":{T},\"b\":{T}}",
    "{\"a\":{\"dtype\":\"F65\",\"shape\":[1],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[1.0],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,0]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8,8]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[2305843009213693952,8],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,5]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
    "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
  ])
  func refusesHeadersThatDoNotDescribeTheFile(header: String) {
    let bytes = container(header.replacingOccurrences(of: "T", with: tensor), 8)
    #expect(throws: InterchangeError.self) { try SafetensorsReader(bytes) }
  }
}
