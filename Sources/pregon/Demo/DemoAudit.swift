import CampaignModel
import Foundation
import Ledger
import Planning

/// Compares what the simulator wrote down with what the plan promised, field by field.
///
/// Written from gateways.md and sharing nothing with `Gateway`: a mistake there cannot hide here.
struct DemoAudit {
    let received: Int
    private(set) var mistakes: [String] = []
    let report: String

    private struct Entry: Decodable {
        var operation: String
        var to: String
        var fields: [String: String]
        var id: String
    }

    /// - Parameter media: the bytes of media by their SHA-256.
    init(plan: Plan, media: @Sendable ([UInt8]) -> [UInt8]?, log: URL) throws {
        let text = try String(contentsOf: log, encoding: .utf8)
        var entries: [Entry] = []
        for line in text.split(separator: "\n") {
            entries.append(try JSONDecoder().decode(Entry.self, from: Data(line.utf8)))
        }
        received = entries.count
        // The group's address is the simulator's to choose; it is whatever the creation returned.
        let groups = Set(entries.filter { $0.operation == "group" }.map(\.to))
        var unclaimed: [[String: String]: Int] = [:]
        for entry in entries {
            var fields = entry.fields
            if let chat = fields["chatId"], groups.contains(chat) { fields["chatId"] = "(the group)" }
            unclaimed[fields, default: 0] += 1
        }
        var operations: [String: Int] = [:]
        for entry in entries { operations[entry.operation, default: 0] += 1 }
        var promised = 0
        for campaign in plan.campaigns {
            for send in campaign.sends where send.willSend {
                guard send.action == .add, let frozen = try send.frozen() else { continue }
                promised += 1
                let expected = Self.fields(of: frozen, media: media)
                if let count = unclaimed[expected], count > 0 {
                    unclaimed[expected] = count - 1
                } else {
                    mistakes.append("not received as planned: \(send.key.text(numbersInFull: false))")
                }
            }
        }
        let extra = unclaimed.values.reduce(0, +)
        if extra > 0 { mistakes.append("\(extra) messages were received that no plan has") }
        var lines = operations.sorted { $0.key < $1.key }.map { "  \($0.value) \($0.key)" }
        lines.append("  \(promised) promised, \(received) received, \(mistakes.count) differences")
        lines += mistakes.prefix(20).map { "  error: \($0)" }
        report = lines.joined(separator: "\n") + "\n"
    }

    /// The parameters of one request but for the account's, by the tables of gateways.md.
    private static func fields(of send: FrozenSend, media: ([UInt8]) -> [UInt8]?) -> [String: String] {
        var fields: [String: String] = [:]
        if case .person(let number) = send.key.target {
            if case .template = send.content {
                fields["mobile"] = number.full
            } else {
                fields["phone"] = number.full
            }
        }
        switch send.content {
        case .template(let filled):
            fields["id_template"] = filled.template
            if !filled.variables.isEmpty {
                fields["template_variables"] = filled.variables.map { "[" + $0 + "]" }.joined(separator: " ")
            }
            switch filled.media {
            case nil: break
            case .url(let address): fields["media"] = address
            case .bytes(let hash, let name):
                fields["media"] = media(hash).map(Self.logged) ?? "(gone)"
                fields["media_name"] = name
            }
            fields["custom_field"] = filled.customField ?? send.key.text
        case .text(let text), .image(let text), .document(let text): fields["text"] = text
        case .groupCreation(let name, let welcome, let members):
            fields["phones"] = members.map { "\"" + $0.full + "\"" }.joined(separator: ", ")
            fields["groupName"] = name
            fields["text"] = welcome
        case .groupText(let text):
            fields["chatId"] = "(the group)"
            fields["text"] = text
        case .groupFile(let url, let name, let title):
            fields["chatId"] = "(the group)"
            fields["text"] = name
            fields["adjunto"] = url
            fields["titulo"] = title
        }
        return fields
    }

    /// Base64 as the simulator's log shows it: long strings by their FNV-1a hash and length.
    private static func logged(_ bytes: [UInt8]) -> String {
        let text = Data(bytes).base64EncodedString()
        guard text.utf8.count > 2048 else { return text }
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return
            "fnv1a64:\(String(repeating: "0", count: 16 - digits.count))\(digits) length:\(text.utf8.count)"
    }
}
