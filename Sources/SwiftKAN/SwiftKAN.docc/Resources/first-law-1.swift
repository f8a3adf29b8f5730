import SwiftKAN

let data = try Dataset(contentsOf: "events.csv", target: "mtw", inputs: ["lep_pt", "met", "dphi_lep_met"])
