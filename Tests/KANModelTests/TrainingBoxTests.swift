import KANModel
import Testing

@Suite struct TrainingBoxTests {
  @Test(arguments: [1, 2, 40]) func samplesFillTheBoxInTheUsersUnits(inputs: Int) {
    var network = randomNetwork("\(inputs),1", seed: 1)
    network.inputs = (0..<inputs).map { Network.Feature(name: "x\($0)", shift: 3, scale: 2) }
    #expect(network.trainingBox == [ClosedRange<Double>](repeating: 1...5, count: inputs))
    let columns = network.sampledInputs(count: 255)
    #expect(columns.count == inputs)
    for (i, column) in columns.enumerated() {
      #expect(column.count == 255 && column.allSatisfy { (1...5).contains($0) })
      // Every sixteenth of the range holds about its share: exactly where points are quasi-random.
      var counts = [Int](repeating: 0, count: 16)
      for x in column { counts[min(Int((x - 1) * 4), 15)] += 1 }
      let fewest = counts.min() ?? 0
      #expect(fewest >= (i < 21 ? 14 : 5), "input \(i)")
    }
    #expect(network.sampledInputs(count: 255) == columns)
  }
}
