/// Tells by its first bytes whether a file is of the kind its ending says.
enum MediaSignature {
    static func matches(_ bytes: [UInt8], extension suffix: String) -> Bool {
        func begins(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            bytes.count >= offset + signature.count
                && bytes[offset..<(offset + signature.count)].elementsEqual(signature)
        }
        switch suffix {
        // A PDF may have up to 1,024 bytes before its header (ISO 32000, implementation note 13).
        case "pdf": return contains(Array("%PDF-".utf8), in: bytes.prefix(1024 + 5))
        case "jpg", "jpeg": return begins([0xFF, 0xD8, 0xFF])
        case "png": return begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case "mp3":
            return begins(Array("ID3".utf8))
                || (bytes.count > 1 && bytes[0] == 0xFF && bytes[1] & 0xE0 == 0xE0)
        case "mp4": return begins(Array("ftyp".utf8), at: 4)
        case "zip", "docx", "xlsx", "pptx": return begins([0x50, 0x4B, 0x03, 0x04])
        case "txt": return !bytes.isEmpty && !bytes.contains(0)
        default: return false
        }
    }

    private static func contains(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= needle.count else { return false }
        return (bytes.startIndex...(bytes.endIndex - needle.count)).contains {
            bytes[$0..<($0 + needle.count)].elementsEqual(needle)
        }
    }
}
