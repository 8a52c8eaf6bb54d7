import CampaignModel
import Gateway
import Testing

struct ReplyTableTests {
    private static let tables = [
        SetAppReplies.table, ContactoReplies.table, ContactoReplies.deliveryFailures,
    ]

    @Test(arguments: tables)
    func `every row has its own code, its words, a meaning and a remedy`(table: [ReplyRow]) {
        #expect(Set(table.map(\.code)).count == table.count)
        for row in table {
            #expect(!row.words.isEmpty && !row.meaning.isEmpty && !row.remedy.isEmpty)
            #expect(!row.spanish.isEmpty && row.spanish.last != "." && row.spanish != row.meaning)
            #expect(row.meaning.last != "." && row.remedy.last != ".")
        }
    }

    /// Codes and classes as gateways.md lists them under "After acceptance".
    @Test(arguments: [
        ("402", ReplyClass.permanent), ("471", .stopLine), ("131048", .stopLine), ("470", .permanent),
        ("131047", .permanent), ("1002", .permanent), ("1003", .pauseLine), ("1004", .permanent),
        ("1005", .stopCampaign), ("1006", .permanent), ("1007", .stopCampaign), ("1008", .stopCampaign),
        ("1010", .permanent), ("1011", .permanent), ("131021", .permanent), ("132005", .permanent),
        ("132007", .stopCampaign), ("132015", .stopCampaign), ("132016", .stopCampaign),
        ("131031", .stopLine), ("999999", .permanent), ("", .permanent),
    ])
    func `every later failure has its class`(code: String, expected: ReplyClass) {
        let reply = ContactoReplies.deliveryFailure(code: " \(code) ", reason: "motivo")
        #expect(reply.class == expected)
        #expect(reply.code == code)
        #expect(reply.text.hasSuffix(": motivo"))
    }

    @Test func `only 1002 and 1006 suppress the number, only 1010 depends on shared media`() {
        let rows = ContactoReplies.deliveryFailures
        #expect(rows.filter(\.suppressesNumber).map(\.code) == ["1002", "1006"])
        #expect(rows.filter(\.stopsCampaignIfMediaShared).map(\.code) == ["1010"])
        #expect(rows.count == 21)
    }

    @Test func `the marketing cap is tried again after a day, twice at the most`() {
        let row = ContactoReplies.row(value: 10)
        #expect(row?.retryAfter == 86_400)
        #expect(row?.retries == 2)
    }

    @Test func `classes have the names that files and plans write`() {
        #expect(
            ReplyClass.allCases.map(\.rawValue) == [
                "accepted", "permanent", "later", "pause_line", "stop_campaign", "stop_line", "ambiguous",
                "repeat_refused",
            ])
    }
}
