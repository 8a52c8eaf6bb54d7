import CYAML

/// libyaml's events of one text, one at a time, with what libyaml has allocated given back.
struct EventStream: ~Copyable {
    /// The current event; its strings live until the next call of `advance`.
    let event: UnsafeMutablePointer<yaml_event_t>
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// Nil if libyaml gets no memory. The bytes must outlive the stream and be UTF-8 without a byte order
    /// mark.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        // libyaml keeps the parser's address, so it must not move.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        self.parser = parser
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_event_delete(event)
        event.deallocate()
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// Goes to the next event; false if the text is no YAML, and `problem` says why.
    @inline(__always)
    func advance() -> Bool {
        yaml_event_delete(event)
        return yaml_parser_parse(parser, event) == 1
    }

    /// What libyaml says after `advance` was false. Marks count characters.
    var problem: (text: String, context: String, mark: Int, contextMark: Int?) {
        let parser = parser.pointee
        let context = parser.context.map { String(cString: $0) } ?? ""
        return (
            parser.problem.map { String(cString: $0) } ?? "", context, Int(parser.problem_mark.index),
            context.isEmpty ? nil : Int(parser.context_mark.index)
        )
    }
}
