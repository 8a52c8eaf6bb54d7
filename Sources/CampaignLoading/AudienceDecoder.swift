import CampaignModel
import Diagnostics
import YAMLTree

/// `audience:` → where the recipients stand.
struct AudienceDecoder {
    let reader: NodeReader
    let root: WorkspaceRoot
    let found: FoundFiles

    static let keys: [StaticString] = [
        "file", "recipients", "delimiter", "encoding", "phone", "opt_in", "where", "exclude",
    ]
    private static let delimiters: KeyValuePairs<String, AudienceSource.Delimiter> = [
        "auto": .automatic, ",": .byte(0x2C), ";": .byte(0x3B), "tab": .byte(0x09), "\t": .byte(0x09),
    ]
    static let delimiterWords = delimiters.map(\.key)

    func decode(_ node: YAMLNode, places: inout CampaignPlaces) -> AudienceSource? {
        guard let fields = reader.fields(node, keys: Self.keys, what: "audience") else { return nil }
        let file = fields("file")
        let inline = fields("recipients")
        if let file, inline != nil {
            reader.sink.report(
                CampaignRules.audienceNotOne, file, "audience has both `file` and `recipients`",
                remedy: "keep one of the two")
            return nil
        }
        let phone: String?
        let optIn: String?
        let origin: AudienceSource.Origin?
        if let file {
            phone = column(fields, "phone", remedy: "name the column with the number, e.g. `phone: celular`")
            optIn = column(
                fields, "opt_in",
                remedy: "name the column with the date of consent, e.g. `opt_in: autorizacion`")
            origin = path(file, what: "audience file").map(AudienceSource.Origin.file)
            places.audienceFile = FieldPlace(file)
        } else if let inline {
            phone = fields("phone").map { reader.scalar($0, what: "phone") } ?? "phone"
            optIn = fields("opt_in").map { reader.scalar($0, what: "opt_in") } ?? "opt_in"
            origin = recipients(inline, phone: phone, optIn: optIn).map(AudienceSource.Origin.inline)
        } else {
            if fields.isMistyped("recipients") { return nil }
            _ = reader.required(
                fields, "file", what: "audience",
                remedy: "name a CSV (`file: audiences/x.csv`) or list `recipients:`")
            return nil
        }
        places.phone = fields("phone").map(FieldPlace.init)
        places.optIn = fields("opt_in").map(FieldPlace.init)
        let delimiter = fields("delimiter").flatMap(delimiter) ?? .automatic
        let encoding = fields("encoding").flatMap {
            reader.choice($0, of: AudienceSource.Encoding.self, what: "encoding")
        }
        let filters = fields("where").map { self.filters($0, places: &places) } ?? []
        let exclude = fields("exclude").map { self.exclude($0, places: &places) } ?? []
        guard let phone, let optIn, let origin else { return nil }
        return AudienceSource(
            origin: origin, delimiter: delimiter, encoding: encoding ?? .auto, phone: phone, optIn: optIn,
            filters: filters, exclude: exclude)
    }

    private func column(_ fields: Fields, _ key: StaticString, remedy: String) -> String? {
        reader.required(fields, key, what: "audience", remedy: remedy).flatMap {
            reader.scalar($0, what: "\(key)")
        }
    }

    /// A path to a file of the workspace that is there.
    private func path(_ node: YAMLNode, what: String) -> String? {
        guard let text = reader.scalar(node, what: what) else { return nil }
        if found.contains(text) { return text }
        guard reader.existingFile(node, text, root: root, what: what, isAudience: true) != nil else {
            return nil
        }
        found.insert(text)
        return text
    }

    private func delimiter(_ node: YAMLNode) -> AudienceSource.Delimiter? {
        guard node.kind == .scalar else {
            reader.expected("a single value", at: node, what: "delimiter")
            return nil
        }
        if let delimiter = Self.delimiters.first(where: { $0.key == node.text }) { return delimiter.value }
        reader.sink.report(
            ValueRules.badChoice, node, "delimiter cannot be `\(node.text)`",
            remedy: "use auto, \",\", \";\" or tab",
            fix: reader.choiceFix(node, node.text, among: ["auto", "tab"]))
        return nil
    }

    private func filters(_ node: YAMLNode, places: inout CampaignPlaces) -> [AudienceSource.Filter] {
        guard node.kind == .mapping else {
            reader.expected(
                "keys and values", at: node, what: "where",
                remedy: "write a column and the values to keep below it: `ciudad: [Bogotá, Cali]`")
            return []
        }
        var filters: [AudienceSource.Filter] = []
        for (key, value) in node.entries where key.kind == .scalar {
            let values: [String]
            if value.kind == .scalar {
                values = [reader.text(value, what: "a value of `\(key.text)`")].compactMap(\.self)
            } else if let items = reader.items(value, what: "the values of `\(key.text)`") {
                values = items.compactMap { reader.text($0, what: "a value of `\(key.text)`") }
                if items.isEmpty {
                    reader.sink.report(
                        StructureRules.emptyValue, value,
                        "`\(key.text)` names no value, so no row would stay",
                        remedy: "name at least one value, or remove the filter")
                }
            } else {
                continue
            }
            filters.append(.init(column: key.text, values: values))
            places.filters.append(FieldPlace(key))
        }
        return filters
    }

    private func exclude(_ node: YAMLNode, places: inout CampaignPlaces) -> [String] {
        guard let items = reader.items(node, what: "exclude") else { return [] }
        var files: [String] = []
        for item in items {
            if let file = path(item, what: "an excluded list") {
                files.append(file)
                places.exclude.append(FieldPlace(item))
            }
        }
        return files
    }

    // MARK: Inline recipients

    private func recipients(_ node: YAMLNode, phone: String?, optIn: String?) -> InlineRecipients? {
        guard node.kind == .sequence else {
            reader.expected(
                "a list", at: node, what: "recipients",
                remedy: "write one person a line: `- {phone: 573001112233, opt_in: 2026-01-05}`")
            return nil
        }
        var table = InlineTable(phone: phone, optIn: optIn, reader: reader)
        for row in node.items { table.add(row) }
        if node.count == 0 {
            reader.sink.report(
                StructureRules.emptyValue, node, "recipients is empty", remedy: "list at least one person")
        }
        return table.finished()
    }
}

/// Gathers inline recipients into one table of cells. Columns are found by the bytes of their names: there may
/// be hundreds of thousands of rows.
private struct InlineTable {
    let phone: String?
    let optIn: String?
    let reader: NodeReader
    private var result = InlineRecipients()
    private var names: [[UInt8]] = []
    /// The positions of the two columns that are read for what they mean, once they have occurred.
    private var phoneColumn = -1
    private var optInColumn = -1
    /// Cells of each row before the number of columns is known.
    private var rows: [(column: UInt16, cell: InlineRecipients.Cell)] = []
    private var starts: [Int] = []

    init(phone: String?, optIn: String?, reader: NodeReader) {
        self.phone = phone
        self.optIn = optIn
        self.reader = reader
    }

    mutating func add(_ row: YAMLNode) {
        guard row.kind == .mapping else {
            reader.expected(
                "keys and values", at: row, what: "a recipient",
                remedy: "write `- {phone: 573001112233, opt_in: 2026-01-05}`, each column with its name")
            return
        }
        result.lines.append(UInt32(clamping: row.line))
        starts.append(rows.count)
        var hasPhone = false
        for (key, value) in row.entries where key.kind == .scalar {
            guard let column = column(of: key) else { continue }
            guard value.kind == .scalar else {
                reader.expected(
                    "a single value", at: value, what: "`\(result.columns[column])` of a recipient")
                continue
            }
            if column == phoneColumn {
                hasPhone = true
                guard reader.phone(value, what: "the number of a recipient") != nil else { continue }
            } else if column != optInColumn, value.style == .plain, mayBeAmbiguous(value) {
                let name = result.columns[column]
                guard reader.text(value, what: "`\(name)` of a recipient") != nil else { continue }
            }
            let offset = result.text.count
            value.withBytes { result.text.append(contentsOf: $0) }
            rows.append(
                (
                    UInt16(truncatingIfNeeded: column),
                    .init(
                        offset: UInt32(clamping: offset), length: UInt32(clamping: result.text.count - offset)
                    )
                ))
        }
        if !hasPhone, let phone {
            reader.sink.report(
                StructureRules.missingKey, row, "a recipient has no `\(phone)`",
                remedy: "write the person's number: `\(phone): 573001112233`")
        }
    }

    /// Most values begin with a letter that begins no word of YAML's; those need no further look.
    private func mayBeAmbiguous(_ node: YAMLNode) -> Bool {
        node.withBytes { bytes in
            guard let first = bytes.first, bytes.count <= 40 else { return false }
            switch first {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x3C, 0x3D, 0x7E: return true
            case 0x59, 0x79, 0x4E, 0x6E, 0x54, 0x74, 0x46, 0x66, 0x4F, 0x6F: return bytes.count <= 5
            default: return false
            }
        }
    }

    private mutating func column(of key: YAMLNode) -> Int? {
        let known = key.withBytes { bytes in
            names.firstIndex { $0.count == bytes.count && $0.elementsEqual(bytes) }
        }
        if let known { return known }
        guard names.count < 1000 else { return nil }
        names.append(key.withBytes { Array($0) })
        let name = key.text
        result.columns.append(name)
        if name == phone { phoneColumn = names.count - 1 }
        if name == optIn { optInColumn = names.count - 1 }
        return names.count - 1
    }

    func finished() -> InlineRecipients {
        var table = result
        let width = table.columns.count
        table.cells = Array(repeating: .absent, count: width * table.lines.count)
        for (row, start) in starts.enumerated() {
            let end = row + 1 < starts.count ? starts[row + 1] : rows.count
            for (column, cell) in rows[start..<end] { table.cells[row * width + Int(column)] = cell }
        }
        return table
    }
}
