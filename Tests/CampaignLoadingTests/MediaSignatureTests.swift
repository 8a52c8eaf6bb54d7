import Testing

@testable import CampaignLoading
@testable import CampaignModel

@Suite struct MediaSignatureTests {
    private static let samples: [(kinds: [String], bytes: [UInt8])] = [
        (["pdf"], Array("%PDF-1.7\n".utf8)),
        (["jpg", "jpeg"], [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]),
        (["png"], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]),
        (["mp3"], Array("ID3".utf8) + [3, 0]),
        (["mp3"], [0xFF, 0xFB, 0x90, 0x00]),
        (["mp4"], [0, 0, 0, 24] + Array("ftypmp42".utf8)),
        (["zip", "docx", "xlsx", "pptx"], [0x50, 0x4B, 0x03, 0x04, 20, 0]),
        (["txt"], Array("hola\n".utf8)),
    ]

    @Test func `each kind is known by its first bytes, and none is taken for another`() {
        for sample in Self.samples {
            for kind in Media.extensions where kind != "txt" {
                #expect(
                    MediaSignature.matches(sample.bytes, extension: kind) == sample.kinds.contains(kind),
                    "\(kind)")
            }
        }
    }

    @Test func `every kind that the gateway takes has a signature`() {
        for kind in Media.extensions {
            #expect(Self.samples.contains { $0.kinds.contains(kind) }, "\(kind)")
        }
    }

    @Test func `a text has no NUL and is not empty`() {
        #expect(MediaSignature.matches(Array("ñandú 🎉".utf8), extension: "txt"))
        #expect(!MediaSignature.matches([0x61, 0, 0x62], extension: "txt"))
        #expect(!MediaSignature.matches([], extension: "txt"))
    }

    @Test func `a PDF may have up to 1024 bytes before its header`() {
        let header = Array("%PDF-1.4".utf8)
        #expect(MediaSignature.matches([UInt8](repeating: 0x0A, count: 1024) + header, extension: "pdf"))
        #expect(!MediaSignature.matches([UInt8](repeating: 0x0A, count: 1025) + header, extension: "pdf"))
    }

    @Test func `short and unknown files match nothing`() {
        for kind in Media.extensions where kind != "txt" {
            #expect(!MediaSignature.matches([], extension: kind))
            #expect(!MediaSignature.matches([0x25], extension: kind))
        }
        #expect(!MediaSignature.matches(Array("%PDF-1.7".utf8), extension: "exe"))
    }
}
