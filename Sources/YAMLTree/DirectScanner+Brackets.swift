// Lists in brackets and mappings in braces, on one line or several.
extension DirectScanner {
    /// Reads the collection whose bracket stands here, and gives the offset after the closing one.
    ///
    /// Keys are scalars, so a `{{…}}` without quotes is left to libyaml.
    mutating func flowCollection() throws(Unsure) -> Int {
        let isMapping = bytes[offset] == 0x7B
        let closing: UInt8 = isMapping ? 0x7D : 0x5D
        let collection = try open(isMapping ? .mapping : .sequence, at: offset)
        var count = 0
        try step()
        while bytes[offset] != closing {
            if isMapping {
                try key(in: collection, after: count, isFlow: true)
                try skipInside()
            }
            try flowNode()
            count += 1
            try skipInside()
            if bytes[offset] == 0x2C {
                try step()
            } else if bytes[offset] != closing {
                throw Unsure()
            }
        }
        offset += 1
        close(collection, end: offset, count: count)
        return offset
    }

    private mutating func flowNode() throws(Unsure) {
        if bytes[offset] == 0x5B || bytes[offset] == 0x7B {
            _ = try flowCollection()
        } else {
            nodes.append(try scalar(isFlow: true))
        }
    }

    /// Goes past one sign to the next thing.
    private mutating func step() throws(Unsure) {
        offset += 1
        try skipInside()
    }

    /// Goes to the next thing, which must be there: the collection is still open.
    private mutating func skipInside() throws(Unsure) {
        try skipToContent()
        guard offset < bytes.count else { throw Unsure() }
    }
}
