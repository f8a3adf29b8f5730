/// An account as JSON, with a note beside its own keys if points of the network replaced a table.
struct SampledAccount<Account: Encodable>: Encodable {
  let account: Account
  let note: String?

  private enum CodingKeys: String, CodingKey { case rows }

  init(_ account: Account, note: String?) {
    self.account = account
    self.note = note
  }

  func encode(to encoder: any Encoder) throws {
    try account.encode(to: encoder)
    guard let note else { return }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(note, forKey: .rows)
  }
}
