import Audience
import CampaignModel

/// Why some of many people are excluded, to be found by their numbers: 12 bytes for each of the many.
struct ExclusionReasons {
    private let numbers: [UInt64]
    /// One more than a reason's index.
    private var reasonOf: [UInt32]
    private var reasons: [ExclusionReason] = []

    /// - Parameter rows: of several rows with one number the first counts.
    init(of numbers: [UInt64], in rows: ExcludedRows) {
        self.numbers = rows.isEmpty ? [] : numbers.sorted()
        reasonOf = [UInt32](repeating: 0, count: self.numbers.count)
        guard !self.numbers.isEmpty else { return }
        var indices: [ExclusionReason: UInt32] = [:]
        for row in rows {
            guard let number = row.number, let place = place(of: number), reasonOf[place] == 0 else {
                continue
            }
            let index = indices[row.reason] ?? UInt32(truncatingIfNeeded: reasons.count)
            if index == reasons.count {
                reasons.append(row.reason)
                indices[row.reason] = index
            }
            reasonOf[place] = index + 1
        }
    }

    subscript(number: PhoneNumber) -> ExclusionReason? {
        guard let place = place(of: number), reasonOf[place] > 0 else { return nil }
        return reasons[Int(reasonOf[place]) - 1]
    }

    private func place(of number: PhoneNumber) -> Int? {
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number.digits { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number.digits ? low : nil
    }
}
