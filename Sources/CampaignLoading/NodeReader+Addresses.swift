import CampaignModel
import Diagnostics
import YAMLTree

extension NodeReader {
    /// Whether an address carries a name or a password, as in `https://user:secret@host/`, with a finding if so. No
    /// finding shows the lines it stands on.
    func holdsCredentials(_ node: YAMLNode, _ address: String) -> Bool {
        guard WebAddress(address)?.hasCredentials == true else { return false }
        for line in node.lines { sink.hide(line: line) }
        sink.report(
            ValueRules.secretLiteral, node,
            "the address holds a user name or a password before its server",
            remedy: """
                give the file an address that needs none; a password that was committed must be changed, and the \
                gateway and every recipient would have seen it
                """)
        return true
    }
}

extension TextTemplate {
    /// The text with a letter for each placeholder: what an address will be as far as its form goes.
    var withLetters: String {
        segments.map { if case .literal(let text) = $0 { text } else { "x" } }.joined()
    }
}
