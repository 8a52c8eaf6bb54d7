import Foundation

/// The values that are looked for, and the shapes in which they could get out.
enum Canary {
    static let number = "573198765432"
    static let hook = "kanarienHookQ7wErTzUiOp4aSdFgHjKlYxC"
    static let secrets = [
        "CONTACTO_LOGIN": "kanarienvogel-9", "CONTACTO_TOKEN": "Kanari+en/tok=en%7Z&x",
        "SETAPP_CLIENT": "74839",
        "SETAPP_TOKEN": "KanarienTokenAbCdEfG",
    ]

    private static let shapes: [(name: String, texts: [String])] = {
        var all = secrets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        all.append(("the hook's address", hook))
        return all.map { name, value in
            // Five digits may stand anywhere in base64 by chance.
            (name, [value] + escaped(value) + (value.utf8.count > 8 ? base64(value) : []))
        }
    }()
    private static let numbers = [number] + base64(number)

    /// Which of them a text holds.
    static func found(in text: String, numbers alsoNumbers: Bool = true) -> [String] {
        var found = shapes.filter { shape in
            shape.texts.contains { $0.count > 5 ? text.contains($0) : hasWord($0, in: text) }
        }.map(\.name)
        if alsoNumbers, numbers.contains(where: text.contains) || isSpelled(text) {
            found.append("the number")
        }
        return found
    }

    /// Whether the number stands there however its digits are grouped.
    private static func isSpelled(_ text: String) -> Bool {
        var digits: [UInt8] = []
        var marks = 0
        for byte in text.utf8 {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                digits.append(byte)
                marks = 0
            } else {
                marks += 1
                // Farther apart they are not one number; a mark may take up to three bytes.
                if marks == 8 { digits.append(UInt8(ascii: " ")) }
            }
        }
        return String(decoding: digits, as: UTF8.self).contains(number.dropFirst(2))
    }

    /// Digits that are not part of a longer number.
    private static func hasWord(_ word: String, in text: String) -> Bool {
        text.ranges(of: word).contains { range in
            let before =
                range.lowerBound == text.startIndex ? " " : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? " " : text[range.upperBound]
            return !before.isNumber && !after.isNumber && !before.isLetter && !after.isLetter
        }
    }

    private static func escaped(_ text: String) -> [String] {
        let plain = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
        let form =
            text.addingPercentEncoding(
                withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? text
        return [plain, form, form.lowercased()].filter { $0 != text }
    }

    /// The digits of base64 that stand for the text alone, wherever in the encoded bytes it begins.
    private static func base64(_ text: String) -> [String] {
        (0..<3).map { shift in
            let bytes = Data(repeating: 0, count: shift) + Data(text.utf8)
            let digits = bytes.base64EncodedString()
            return String(digits.prefix(bytes.count * 8 / 6).dropFirst((shift * 8 + 5) / 6))
        }
    }
}
