/// A piece of a JSON Schema: a JSON value whose members stay in the order in which they are written, so that the
/// same schema is always the same bytes.
package indirect enum SchemaValue: Sendable, Hashable {
    package struct Member: Sendable, Hashable {
        package var key: String
        package var value: SchemaValue
    }

    case text(String)
    case number(Int)
    case flag(Bool)
    case list([SchemaValue])
    case object([Member])

    /// This object with further members behind its own; a member that is there already takes the new value.
    func adding(_ members: KeyValuePairs<String, SchemaValue>) -> SchemaValue {
        guard case .object(var all) = self else { return self }
        for (key, value) in members {
            if let index = all.firstIndex(where: { $0.key == key }) {
                all[index].value = value
            } else {
                all.append(Member(key: key, value: value))
            }
        }
        return .object(all)
    }
}

extension SchemaValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(arrayLiteral elements: SchemaValue...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, SchemaValue)...) {
        self = .object(elements.map { Member(key: $0.0, value: $0.1) })
    }

    static func texts(_ values: [String]) -> SchemaValue { .list(values.map(SchemaValue.text)) }
}

extension SchemaValue {
    /// JSON with two spaces of indentation; lists of single values stand on one line.
    package func rendered() -> String {
        var result = ""
        render(indentation: "", into: &result)
        return result + "\n"
    }

    private func render(indentation: String, into result: inout String) {
        let inner = indentation + "  "
        switch self {
        case .text(let text): result += Self.quoted(text)
        case .number(let number): result += String(number)
        case .flag(let flag): result += flag ? "true" : "false"
        case .list(let values) where values.allSatisfy(\.isSingle):
            result += "["
            for (index, value) in values.enumerated() {
                if index > 0 { result += ", " }
                value.render(indentation: inner, into: &result)
            }
            result += "]"
        case .list(let values):
            result += "[\n"
            for (index, value) in values.enumerated() {
                result += inner
                value.render(indentation: inner, into: &result)
                result += index + 1 < values.count ? ",\n" : "\n"
            }
            result += indentation + "]"
        case .object(let members) where members.isEmpty: result += "{}"
        case .object(let members):
            result += "{\n"
            for (index, member) in members.enumerated() {
                result += "\(inner)\(Self.quoted(member.key)): "
                member.value.render(indentation: inner, into: &result)
                result += index + 1 < members.count ? ",\n" : "\n"
            }
            result += indentation + "}"
        }
    }

    private var isSingle: Bool {
        switch self {
        case .text, .number, .flag: true
        case .list, .object: false
        }
    }

    /// RFC 8259, section 7: quotation mark, reverse solidus and control characters are escaped.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
