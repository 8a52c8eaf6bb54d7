import CampaignModel

/// Reads contacto's replies to `template/`. Their shape is silent: what is read is what gateways.md, section 2,
/// allows, and nothing else.
package enum TemplateListReader {
    /// The errors that the manual has for this question.
    static let errors =
        ContactoReplies.returnValues.filter { ["2", "3"].contains($0.code) } + [ContactoReplies.noTemplate]

    package static func read(_ reply: AccountReply, mask: SecretMask) -> AccountAnswer<[ListedTemplate]> {
        if let answer: AccountAnswer<[ListedTemplate]> = reply.endsEarly(mask) { return answer }
        let json: ReplyJSON
        do {
            json = try ReplyJSON(reply.body, longest: AccountClient.longestReply)
        } catch {
            let text = String(decoding: reply.body.prefix(ReplyJSON.longest), as: UTF8.self)
            if let row = AccountStatement(text: text, rows: errors).refusal {
                return .refused(row.reply(from: .contacto))
            }
            return reply.unreadable("it is no JSON: \(error.reason)", mask)
        }
        let list: [ReplyJSON]?
        do {
            list = try elements(of: json)
        } catch {
            return reply.unreadable(error.reason, mask)
        }
        let statement: AccountStatement? =
            if case .array = json, list != nil { nil } else { AccountStatement(json, rows: errors) }
        if let row = statement?.refusal, list?.isEmpty ?? true {
            return .refused(row.reply(from: .contacto))
        }
        guard let list else { return reply.unreadable("no list of templates is found in it", mask) }
        guard statement?.speaksOfFailure != true, reply.status == 200 else {
            return reply.unreadable("it lists templates and speaks of a failure", mask)
        }
        do {
            return .answered(try templates(list))
        } catch {
            return reply.unreadable(error.reason, mask)
        }
    }

    struct NotUnderstood: Error {
        /// In plain words; of the reply it holds templates' numbers alone.
        let reason: String
    }

    /// Under which a list is known to be the templates', even if it is empty.
    private static let listKeys: Set<String> = [
        "templates", "template", "plantillas", "data", "datos", "result", "results", "response", "respuesta",
        "items", "list", "lista",
    ]

    /// The list, at the top level or one level down; nil where there is none.
    private static func elements(of json: ReplyJSON) throws(NotUnderstood) -> [ReplyJSON]? {
        if case .array(let elements) = json {
            // One object without an identifier is an envelope, as replies to `send/` have it.
            if elements.count == 1, let only = elements.first, !TemplateFields(only.members).hasIdentifier {
                return nil
            }
            return elements
        }
        var lists = json.members.compactMap { member -> (key: String, elements: [ReplyJSON])? in
            guard case .array(let elements) = member.value else { return nil }
            return (ReplyKey.plain(member.key), elements)
        }
        if lists.count > 1 { lists = lists.filter { listKeys.contains($0.key) } }
        guard lists.count <= 1 else { throw NotUnderstood(reason: "it holds several lists") }
        guard let list = lists.first else { return nil }
        return list.elements.isEmpty && !listKeys.contains(list.key) ? nil : list.elements
    }

    private static func templates(_ elements: [ReplyJSON]) throws(NotUnderstood) -> [ListedTemplate] {
        var numbers: [String: LockedTemplate] = [:]
        var result: [ListedTemplate] = []
        for (index, element) in elements.enumerated() {
            guard case .object(let members) = element else {
                throw NotUnderstood(reason: "entry \(index + 1) of its list is no object")
            }
            let listed = try TemplateFields(members).listed(entry: index + 1)
            if let known = numbers[listed.number] {
                guard known == listed.template else {
                    throw NotUnderstood(reason: "it lists template \(listed.number) twice, and differently")
                }
                continue
            }
            numbers[listed.number] = listed.template
            result.append(listed)
        }
        return result
    }
}
