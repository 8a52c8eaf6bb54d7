/// Makes files that may be wrong of files that are right, the same ones for the same seed.
struct FileMutator {
    private var random: SplitMix
    /// Keys with values of any of the files: what is right in one place is wrong in another.
    private let vocabulary: [Entry]
    /// The same by the key under which they stand, so that what nearly fits is tried most.
    private let related: [String: [Entry]]

    private typealias Entry = (key: String, value: FileTree)

    init(seed: UInt64, files: [FileTree]) {
        random = SplitMix(state: seed)
        var related: [String: [Entry]] = [:]
        for file in files { Self.collect(file, under: "", into: &related) }
        self.related = related
        vocabulary = related.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    private static func collect(_ tree: FileTree, under parent: String, into related: inout [String: [Entry]])
    {
        switch tree {
        case .scalar: break
        case .list(let items): for item in items { collect(item, under: parent, into: &related) }
        case .mapping(let entries):
            related[parent, default: []] += entries
            for entry in entries { collect(entry.value, under: entry.key, into: &related) }
        }
    }

    /// One change, or now and then two.
    mutating func mutant(of file: FileTree) -> FileTree {
        var result = file
        for _ in 0..<(random.below(4) == 0 ? 2 : 1) { change(&result) }
        return result
    }

    private mutating func change(_ file: inout FileTree) {
        let place = random.choice(of: file.places)
        let parent = file.key(at: place)
        switch file[place] {
        case .scalar(let text, let isPlain):
            file[place] = changed(text, isPlain: isPlain, of: parent)
        case .list(let items): file[place] = changed(items)
        case .mapping(let entries): file[place] = changed(entries, under: parent)
        }
    }

    private mutating func entry(under parent: String) -> Entry {
        random.choice(of: random.below(4) == 0 ? vocabulary : related[parent] ?? vocabulary)
    }

    // MARK: Mappings

    private mutating func changed(_ entries: [Entry], under parent: String) -> FileTree {
        var entries = entries
        let index = entries.isEmpty ? nil : random.below(entries.count)
        switch random.below(12) {
        case 0, 1:
            if let index { entries.remove(at: index) }
        case 3:
            if let index { entries[index].key = misspelt(entries[index].key) }
        case 4:
            if let index { entries[index].key = entry(under: parent).key }
        case 5: entries.append(("nota", .scalar("una nota", isPlain: true)))
        case 2, 6, 7, 9:
            let extra = entry(under: parent)
            if !entries.contains(where: { $0.key == extra.key }) { entries.append(extra) }
        case 8:
            if let index { entries.append(entries[index]) }
        case 10: return .mapping([("tareas", .list(entries.map(\.value)))])
        default: return random.choice(of: [.mapping([]), .list(entries.map(\.value)), empty()])
        }
        return .mapping(entries)
    }

    private mutating func misspelt(_ key: String) -> String {
        var letters = Array(key)
        guard letters.count > 1 else { return key + "s" }
        let index = random.below(letters.count - 1)
        switch random.below(4) {
        case 0: letters.swapAt(index, index + 1)
        case 1: letters.remove(at: index)
        case 2: letters.append("s")
        default: return key.uppercased()
        }
        return String(letters)
    }

    // MARK: Lists

    private mutating func changed(_ items: [FileTree]) -> FileTree {
        var items = items
        let index = items.isEmpty ? nil : random.below(items.count)
        switch random.below(7) {
        case 0: if let index { items.remove(at: index) }
        case 1: if let index { items.append(items[index]) }
        case 2: return .list([])
        case 3: return items.first ?? empty()
        case 4: items.append(random.choice(of: vocabulary).value)
        case 5: items.append(.scalar(random.choice(of: OddValues.all), isPlain: random.flag()))
        default: return .mapping(items.prefix(1).map { ("x", $0) })
        }
        return .list(items)
    }

    private mutating func empty() -> FileTree {
        random.choice(of: [.scalar("", isPlain: true), .scalar("", isPlain: false), .list([]), .mapping([])])
    }

    // MARK: Scalars

    private mutating func changed(_ text: String, isPlain: Bool, of key: String) -> FileTree {
        switch random.below(14) {
        case 0: return .list([.scalar(text, isPlain: isPlain)])
        case 1: return .mapping([("valor", .scalar(text, isPlain: isPlain))])
        case 2: return empty()
        case 3, 4: return .scalar(random.choice(of: OddValues.all), isPlain: random.flag())
        case 5: return random.choice(of: vocabulary).value
        case 9, 10: return random.choice(of: vocabulary.filter { $0.key == key } + vocabulary.prefix(1)).value
        case 6, 7: return .scalar(withOtherNumber(text), isPlain: isPlain)
        case 8: return .scalar(random.flag() ? text.uppercased() : text.lowercased(), isPlain: isPlain)
        default: return .scalar(withOtherCharacter(text), isPlain: isPlain)
        }
    }

    /// A number of the text, one more or one less, or with a digit more or less.
    private mutating func withOtherNumber(_ text: String) -> String {
        let runs = text.ranges(of: /[0-9]+/).filter {
            text.distance(from: $0.lowerBound, to: $0.upperBound) < 18
        }
        guard !runs.isEmpty else { return withOtherCharacter(text) }
        let range = random.choice(of: runs)
        let digits = text[range]
        guard let number = Int(digits) else { return text }
        let other =
            switch random.below(6) {
            case 0: String(number + 1)
            case 1: number > 0 ? String(number - 1) : "0"
            case 2: "0\(digits)"
            case 3: "\(digits)0"
            case 4: String(digits.dropLast())
            default: String(random.below(100))
            }
        return text.replacing(digits, with: other, maxReplacements: 1)
    }

    private mutating func withOtherCharacter(_ text: String) -> String {
        var characters = Array(text)
        let place = random.below(characters.count + 1)
        switch random.below(4) {
        case 0 where place < characters.count: characters.remove(at: place)
        case 1 where place < characters.count: characters[place] = random.choice(of: OddValues.characters)
        case 2: characters.insert(contentsOf: random.choice(of: OddValues.pieces), at: place)
        default: characters.insert(random.choice(of: OddValues.characters), at: place)
        }
        return String(characters)
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): good enough to choose with, and the same everywhere.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    mutating func flag() -> Bool { next() & 1 == 0 }

    mutating func choice<Value>(of values: [Value]) -> Value { values[below(values.count)] }
}
