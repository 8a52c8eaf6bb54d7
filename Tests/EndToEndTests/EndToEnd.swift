import Testing

/// One after the other: these tests start processes, and some of them look at what happens meanwhile.
@Suite(.serialized, .timeLimit(.minutes(4)))
enum EndToEnd {}
