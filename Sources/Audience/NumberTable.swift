#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Phone numbers by open addressing: 8 bytes a slot, linear probing, at most seven eighths full.
///
/// A slot holds the number less 570000000000 in its low 34 bits and a line number in the 30 above; 0 is free,
/// so a stored line is at least 1. It is a class because its memory is its own; `NumberSet` gives it value
/// semantics, the reader uses it directly.
final class NumberTable: @unchecked Sendable {
    // Unchecked: mutated only by its single owner, before it is shared (`NumberSet` copies when it is not).
    static let keyMask: UInt64 = (1 << 34) - 1
    static let maximumLine = (1 << 30) - 1
    /// The key of a row that has no number; no slot can equal it.
    static let noKey = UInt64.max

    private(set) var slots: UnsafeMutablePointer<UInt64>
    private(set) var count = 0
    private(set) var capacity: Int
    private var memory: UnsafeMutableRawPointer
    private var memoryBytes: Int
    /// Keeps the early loads of `insert` alive; its value means nothing.
    private var touched: UInt64 = 0

    init(expecting expected: Int = 0) {
        capacity = NumberTable.capacity(for: expected)
        (memory, memoryBytes, slots) = NumberTable.allocate(capacity)
    }

    deinit { NumberTable.release(memory, memoryBytes) }

    static func key(_ digits: UInt64) -> UInt64 { digits &- 570_000_000_000 }

    /// Grows at once to what will be needed, instead of doubling on the way.
    func reserve(_ expected: Int) {
        let wanted = NumberTable.capacity(for: expected)
        if wanted > capacity { rehash(to: wanted) }
    }

    /// Adds numbers in order. For each that is already there `firstLines` gets that one's line, else 0.
    ///
    /// The table is far larger than the caches: all the slots are touched first, so that their misses overlap.
    func insert(
        _ keys: UnsafePointer<UInt64>, lines: UnsafePointer<Int>, firstLines: UnsafeMutablePointer<UInt32>,
        count added: Int
    ) {
        if count + added > capacity / 8 * 7 { rehash(to: max(capacity * 2, (count + added) * 2)) }
        touched = touch(keys, count: added)
        let slots = slots
        let capacity = capacity
        var inserted = 0
        for index in 0..<added {
            firstLines[index] = 0
            let key = keys[index]
            guard key != NumberTable.noKey else { continue }
            var position = NumberTable.home(key, capacity)
            while true {
                let slot = slots[position]
                if slot == 0 {
                    let line = UInt64(truncatingIfNeeded: min(max(1, lines[index]), NumberTable.maximumLine))
                    slots[position] = line << 34 | key
                    inserted &+= 1
                    break
                }
                if slot & NumberTable.keyMask == key {
                    firstLines[index] = UInt32(truncatingIfNeeded: slot >> 34)
                    break
                }
                position = NumberTable.next(position, capacity)
            }
        }
        count += inserted
    }

    /// Loads the home slot of each key, so that look-ups that follow find it in the cache. The sum means nothing,
    /// but must be kept somewhere, or the loads would be optimised away; not here, where readers may be many.
    func touch(_ keys: UnsafePointer<UInt64>, count: Int) -> UInt64 {
        let slots = slots
        let capacity = capacity
        var sum: UInt64 = 0
        for index in 0..<count { sum ^= slots[NumberTable.home(keys[index], capacity)] }
        return sum
    }

    /// The stored line of a number, or nil.
    func line(of key: UInt64) -> Int? {
        var position = NumberTable.home(key, capacity)
        while true {
            let slot = slots[position]
            if slot == 0 { return nil }
            if slot & NumberTable.keyMask == key { return Int(slot >> 34) }
            position = NumberTable.next(position, capacity)
        }
    }

    /// A table of its own with the same numbers.
    func copy() -> NumberTable {
        let other = NumberTable(expecting: count)
        other.absorb(slots, capacity)
        return other
    }

    private func absorb(_ other: UnsafeMutablePointer<UInt64>, _ size: Int) {
        for index in 0..<size where other[index] != 0 {
            var position = NumberTable.home(other[index] & NumberTable.keyMask, capacity)
            while slots[position] != 0 { position = NumberTable.next(position, capacity) }
            slots[position] = other[index]
            count += 1
        }
    }

    private func rehash(to newCapacity: Int) {
        let (oldSlots, oldCapacity, oldMemory, oldBytes) = (slots, capacity, memory, memoryBytes)
        capacity = newCapacity
        (memory, memoryBytes, slots) = NumberTable.allocate(newCapacity)
        count = 0
        absorb(oldSlots, oldCapacity)
        NumberTable.release(oldMemory, oldBytes)
    }

    /// Fibonacci hashing: neighbouring numbers, which real lists are full of, land far apart. The product is
    /// scaled to the capacity, which need not be a power of two: that would double the memory at the worst.
    @inline(__always)
    private static func home(_ key: UInt64, _ capacity: Int) -> Int {
        let hash = key &* 0x9E37_79B9_7F4A_7C15
        let scaled = hash.multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity))
        return Int(truncatingIfNeeded: scaled.high)
    }

    @inline(__always)
    private static func next(_ position: Int, _ capacity: Int) -> Int {
        position &+ 1 == capacity ? 0 : position &+ 1
    }

    /// At least 256, and so many that `expected` fill them to three quarters: a few more than were expected then
    /// need no larger table.
    private static func capacity(for expected: Int) -> Int {
        // More numbers than Colombia's numbering plan has are not expected, whatever a file's size suggests.
        min(max(expected, 0), 100_000_000) / 3 * 4 + 256
    }

    /// Zeroed memory straight from the system. A large table asks for huge pages: random access then misses the
    /// address cache far less often.
    private static func allocate(
        _ capacity: Int
    ) -> (UnsafeMutableRawPointer, Int, UnsafeMutablePointer<UInt64>) {
        let bytes = capacity * MemoryLayout<UInt64>.stride
        #if canImport(Glibc)
        let hugePage = 1 << 21
        if bytes >= hugePage,
            let memory = mmap(
                nil, bytes + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            memory != MAP_FAILED
        {
            let aligned = memory.alignedUp(toMultipleOf: hugePage)
            _ = madvise(aligned, bytes, MADV_HUGEPAGE)
            return (memory, bytes + hugePage, aligned.bindMemory(to: UInt64.self, capacity: capacity))
        }
        #endif
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        let slots = memory.bindMemory(to: UInt64.self, capacity: capacity)
        slots.initialize(repeating: 0, count: capacity)
        return (memory, 0, slots)
    }

    /// `bytes` is 0 for memory that did not come from `mmap`.
    private static func release(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
        if bytes > 0 { _ = munmap(memory, bytes) } else { memory.deallocate() }
    }
}
