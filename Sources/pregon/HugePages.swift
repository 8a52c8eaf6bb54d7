import Foundation

/// Memory for commands that read a whole workspace.
///
/// A thousand campaigns take some twenty megabytes in small pieces. Handed out by the system in pages of 4 KiB, each
/// at the cost of an interruption, they would take a tenth of the time that validating does.
enum HugePages {
    /// Lets the heap of this process grow in large steps of huge pages. Nothing is taken before it is used, and where
    /// the system has no huge pages nothing changes.
    static func prefer() {
        #if canImport(Glibc)
        let step = 16 << 20
        let page = 2 << 20
        // Swift's module of glibc lacks <malloc.h>: M_TOP_PAD, by how much more than needed the heap grows, is -2 there.
        typealias Option = @convention(c) (Int32, Int32) -> Int32
        guard let symbol = dlsym(nil, "mallopt"),
            unsafeBitCast(symbol, to: Option.self)(-2, Int32(step)) == 1,
            let before = sbrk(0)
        else { return }
        // More than the heap has at the beginning, so that it grows by the step now.
        for piece in (0..<2).map({ _ in UnsafeMutableRawPointer.allocate(byteCount: 100 << 10, alignment: 16)
        }) {
            piece.deallocate()
        }
        guard let after = sbrk(0), before < after else { return }
        let start = before.alignedUp(toMultipleOf: page)
        guard start < after else { return }
        _ = madvise(start, after - start, MADV_HUGEPAGE)
        #endif
    }
}
