import Testing
import TextSafety

@Suite struct NumberMaskTests {
    @Test(arguments: [
        ("573001112233", "573•••••2233"), ("3119876601", "311•••6601"),
        ("a 573119876601, b", "a 573•••••6601, b"), ("1234567890123", "123••••••0123"),
        // Each way people and programs write one.
        ("+57 311 987 6601", "+57 3•• ••• 6601"), ("311-9876601", "311-•••6601"),
        ("57.311.987.6514", "57.3••.•••.6514"), ("+57(311)9876515", "+57(3••)•••6515"),
        ("311/987/6601", "311/•••/6601"), ("311_987_6601", "311_•••_6601"),
        ("311–987–6601", "311–•••–6601"), ("311\u{A0}987\u{A0}6601", "311\u{A0}•••\u{A0}6601"),
        ("(311) - 987 6601", "(311) - ••• 6601"), ("3 1 1 9 8 7 6 6 0 1", "3 1 1 • • • 6 6 0 1"),
        ("311\u{200B}987\u{200B}6601", "311\u{200B}•••\u{200B}6601"),
        ("0057 311 987 6601", "005• ••• ••• 6601"), ("(601) 234 5678", "(601) ••• 5678"),
        ("+1 305 555 0199", "+1 30• ••• 0199"), ("id 45 311 987 6601", "id 45 311 ••• 6601"),
        ("３１１ ９８７ ６６０１", "３１１ ••• ６６０１"),
        ("+34.60.111.222.33", "+34.6•.•••.•22.33"),
        ("Sent to 573123252394-1549415611@g.us", "Sent to 573•••••2394-154•••5611@g.us"),
        ("true_573001112233@c.us", "true_573•••••2233@c.us"),
        ("+57 300 111 99 99 300 111 8888", "+57 3•• ••• 99 99 300 ••• 8888"),
        // As a form, an address or JSON carries it.
        ("%2B57%20311%20987%206601", "%2B57%203••%20•••%206601"), ("57+311+987+6601", "57+3••+•••+6601"),
        ("311%20987%206601", "311%20•••%206601"), (#"311\u00a0987\u00A06601"#, #"311\u00a0•••\u00A06601"#),
        ("%33%311 9876601", "%33%311 •••6601"),
        (#"\u0033\u0031198\u00376601"#, #"\u0033\u00311••••••••6601"#),
        (#"311\/987\/6601"#, #"311\/•••\/6601"#),
        ("3119876601 y 3119876602", "311•••6601 y 311•••6602"),
    ])
    func `a number is hidden however it is written`(text: String, expected: String) {
        #expect(NumberMask.masking(text) == expected)
        #expect(expected.unicodeScalars.count == text.unicodeScalars.count)
    }

    @Test(arguments: [
        "", "sin números", "2026-11-21 10:15:30", "30-11-2026 10:15", "31/12/2026 08:00", "123456789",
        "$ 1.250.000", "300 de 1000", "3,4,5,6,7,8,9,0,1,2", "311-987-66012", "4 311 987", "código 1042",
        "35.190.27.188 no contesta", "192.168.100.200", "host 35.190.27.188, 35.190.27.189.",
        "code 131048 at 2026-12-01",
        "00:00–24:00", "10 % 20 % 30 % 40 % 50",
    ])
    func `dates, amounts and short codes stay`(text: String) {
        #expect(NumberMask.masking(text) == text)
    }

    @Test func `a number that may be shown is`() {
        #expect(NumberMask.masking("300 111 2233", except: ["3001112233"]) == "300 111 2233")
        #expect(NumberMask.masking("573001112234", except: ["573001112233"]) == "573•••••2234")
    }

    @Test(arguments: [("tel +57 311 987 6601", true), ("573119876601", true), ("2026-11-21 10:15", false)])
    func `bytes hold a number or not`(text: String, expected: Bool) {
        #expect(NumberMask.isNumber(in: [0xFF, 0x00] + Array(text.utf8) + [0x80]) == expected)
    }

    @Test func `long texts of digits and marks take linear time`() {
        for piece in ["3 ", "%20", "\\u00a0", "+", "30-11-2026 ", "1-"] {
            let text = String(repeating: piece, count: 20_000 / piece.utf8.count)
            #expect(NumberMask.masking(text).unicodeScalars.count == text.unicodeScalars.count)
        }
    }
}
