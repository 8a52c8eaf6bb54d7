import Diagnostics
import Testing

@Suite struct SafeTextTests {
    @Test(arguments: [
        ("plain ñ 🎉 text", "plain ñ 🎉 text"),
        ("a\u{1B}b", "a\\u{1B}b"),
        ("a\nb\tc", "a b c"),
        ("\u{202E}x", "\\u{202E}x"),
        ("\u{61C}x", "\\u{61C}x"),
        ("\u{7F}\u{85}", "\\u{7F}\\u{85}"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("a ##[error]b #[c] ###[d", "a ##\\u{5B}error]b #[c] ###\\u{5B}d"),
    ])
    func `a line shows what cannot be seen and leaves the rest`(_ text: String, _ expected: String) {
        #expect(SafeText.line(text) == expected)
    }

    @Test(arguments: [
        ("573001119999", "573•••••9999"),
        ("de 573001119999 a 573001118888", "de 573•••••9999 a 573•••••8888"),
        ("3001119999", "300•••9999"),
        ("14155550100", "141••••0100"),
        ("+57 300 111 99 99", "+57 3•• ••• 99 99"),
        ("57-300-111-9999", "57-3••-•••-9999"),
        ("300.111.9999", "300.•••.9999"),
        ("(301) 9998877", "(301) •••8877"),
        ("+57 (301) 999 88 77", "+57 (3••) ••• 88 77"),
        ("301-999-8877", "301-•••-8877"),
        ("300 111 9999 300 111 8888", "300 ••• 9999 300 ••• 8888"),
        ("573001119999 x (2) 12", "573•••••9999 x (2) 12"),
        // Not telephone numbers.
        ("2026-12-01 09:00", "2026-12-01 09:00"),
        ("2026-12-01 09:00 y 2026-12-02 10:00", "2026-12-01 09:00 y 2026-12-02 10:00"),
        ("template 1042, 500 de 1000", "template 1042, 500 de 1000"),
        ("$1.000.000", "$1.000.000"),
        // The examples of the program itself.
        ("e.g. 573001112233", "e.g. 573001112233"),
        ("", ""),
    ])
    func `telephone numbers are masked, dates and amounts are not`(_ text: String, _ expected: String) {
        #expect(SafeText.maskingNumbers(in: text) == expected)
    }

    @Test func `masking keeps the number of characters`() {
        for text in ["x 573001119999 y", "+57 300 111 99 99", "ñ573001119999é"] {
            #expect(
                SafeText.maskingNumbers(in: text).unicodeScalars.count == text.unicodeScalars.count)
        }
    }
}
