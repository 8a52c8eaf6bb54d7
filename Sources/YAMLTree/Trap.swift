import Diagnostics

/// Bytes of a text that are made harmless, so that the rest of the file can still be looked at.
///
/// Lengths never change, so every place stays where it is. A document is never made of a patched text.
struct Patch {
    var range: Range<Int>
    var fill: UInt8

    /// A letter: keeps what stood there part of a text.
    static func letters(_ range: Range<Int>) -> Patch { Patch(range: range, fill: 0x78) }
    /// Spaces: takes away what stood there.
    static func spaces(_ range: Range<Int>) -> Patch { Patch(range: range, fill: 0x20) }
}

/// Something written that YAML reads otherwise than people do. libyaml may stumble over its consequences
/// later; the patch takes it out of the way.
struct Trap {
    var finding: Finding
    var patches: [Patch]
}
