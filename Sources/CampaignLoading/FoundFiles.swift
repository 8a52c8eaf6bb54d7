/// Audience files that have been looked up and are there: hundreds of campaigns may name the same one.
final class FoundFiles {
    private var paths: Set<String> = []

    func contains(_ path: String) -> Bool { paths.contains(path) }

    func insert(_ path: String) { paths.insert(path) }
}
