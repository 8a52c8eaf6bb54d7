import CampaignModel

extension InlineRecipients {
    /// The line of the first recipient, which stands for the header's.
    var firstLine: Int { lines.first.map(Int.init) ?? 1 }

    /// Puts the next rows into a batch whose cells point into `text`; false when there are none left.
    func fill(_ batch: CellBatch, from next: inout Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if let base = text.baseAddress { batch.base = base }
        let width = columns.count
        let rows = max(0, min(batch.capacity, count - next))
        batch.count = rows
        for row in 0..<rows {
            batch.lines[row] = Int(lines[next + row])
            batch.starts[row] = next + row
            batch.overfull[row] = false
            for column in 0..<width {
                let index = (next + row) * width + column
                let cell = index < cells.count ? cells[index] : .absent
                let fits = cell != .absent && Int(cell.offset) + Int(cell.length) <= text.count
                batch.cells[row * width + column] =
                    fits
                    ? CellBatch.Cell(offset: Int(cell.offset), length: Int(cell.length))
                    : CellBatch.Cell(offset: 0, length: 0)
            }
        }
        next += rows
        return rows > 0
    }
}
