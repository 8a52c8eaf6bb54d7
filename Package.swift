// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order in which data flows. Who may import whom is fixed in the module table of the
// architecture page (docs/architecture.md) and held by `ArchitectureTests`.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .unsafeFlags(["-warnings-as-errors"]),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "pregon",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "pregon", targets: ["pregon"])
    ],
    traits: [
        .trait(name: "Postgres", description: "The ledger on a PostgreSQL server (needs libpq)"),
        .default(enabledTraits: ["Postgres"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    ],
    targets: [
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        // Without `pkgConfig`, which would link the library into every start: see LibPQ.swift.
        .systemLibrary(name: "CLibpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "TextSafety", swiftSettings: strict),
        .target(name: "Diagnostics", dependencies: ["TextSafety"], swiftSettings: strict),
        .target(name: "YAMLTree", dependencies: ["CYAML", "Diagnostics"], swiftSettings: strict),
        .target(name: "CampaignModel", swiftSettings: strict),
        .target(
            name: "CampaignLoading", dependencies: ["YAMLTree", "Diagnostics", "CampaignModel"],
            swiftSettings: strict),
        .target(
            name: "Audience", dependencies: ["CampaignModel", "Diagnostics", "TextSafety"],
            swiftSettings: strict),
        .target(name: "Timetable", dependencies: ["CampaignModel"], swiftSettings: strict),
        .target(
            name: "Checking", dependencies: ["CampaignLoading", "Audience", "Timetable"],
            swiftSettings: strict),
        .target(name: "Revisions", dependencies: ["CampaignLoading", subprocess], swiftSettings: strict),
        .target(
            name: "Gateway", dependencies: ["CampaignModel", "TextSafety", asyncHTTPClient],
            swiftSettings: strict),
        .target(name: "AddressProbing", dependencies: [asyncHTTPClient], swiftSettings: strict),
        .target(name: "Ledger", dependencies: ["CampaignModel", crypto], swiftSettings: strict),
        .target(name: "LedgerSQL", dependencies: ["Ledger", "CampaignModel"], swiftSettings: strict),
        .target(name: "LedgerSQLite", dependencies: ["Ledger", "LedgerSQL", grdb], swiftSettings: strict),
        .target(
            name: "LedgerPostgres", dependencies: ["Ledger", "LedgerSQL", "CampaignModel", "CLibpq"],
            swiftSettings: strict),
        .target(
            name: "Planning", dependencies: ["CampaignModel", "Audience", "Timetable", "Ledger"],
            swiftSettings: strict),
        .target(
            name: "Execution", dependencies: ["Planning", "Ledger", "Gateway", "Timetable"],
            swiftSettings: strict),
        .target(
            name: "Rehearsal",
            dependencies: ["Execution", "Planning", "Ledger", "Gateway", "Timetable", "CampaignModel"],
            swiftSettings: strict),
        .target(
            name: "Evidence", dependencies: ["Ledger", "Gateway", "CampaignModel", hummingbird],
            swiftSettings: strict),
        .target(name: "Watching", dependencies: ["CampaignModel", hummingbird], swiftSettings: strict),
        .target(
            name: "GatewaySimulator", dependencies: [hummingbird, asyncHTTPClient], swiftSettings: strict),
        .target(
            name: "Reporting", dependencies: ["Planning", "Ledger", "TextSafety", mustache],
            swiftSettings: strict),
        .executableTarget(
            name: "pregon",
            dependencies: [
                "TextSafety", "Diagnostics", "YAMLTree", "CampaignModel", "CampaignLoading", "Audience",
                "Timetable",
                "AddressProbing", "Checking", "Gateway", "Ledger", "LedgerSQLite", "Planning", "Execution",
                "Rehearsal", "Evidence", "Watching", "GatewaySimulator", "Reporting", "Revisions",
                argumentParser,
                unixSignals,
                .target(name: "LedgerPostgres", condition: .when(traits: ["Postgres"])),
            ],
            swiftSettings: strict,
            // A fixed address spares each start the relocation of a large static binary: 10 ms and 8 MB.
            linkerSettings: [
                .unsafeFlags(
                    ["-Xclang-linker", "-no-pie"], .when(platforms: [.linux], configuration: .release))
            ]),
        .testTarget(name: "TextSafetyTests", dependencies: ["TextSafety"], swiftSettings: strict),
        .testTarget(
            name: "DiagnosticsTests", dependencies: ["Diagnostics"], exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(name: "CampaignModelTests", dependencies: ["CampaignModel"], swiftSettings: strict),
        .testTarget(
            name: "CampaignLoadingTests",
            dependencies: ["CampaignLoading", "CampaignModel", "Diagnostics", "YAMLTree"],
            swiftSettings: strict),
        .testTarget(
            name: "CheckingTests",
            dependencies: [
                "Checking", "CampaignLoading", "CampaignModel", "Audience", "Diagnostics", "YAMLTree",
            ], exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "YAMLTreeTests", dependencies: ["YAMLTree", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(
            name: "AudienceTests", dependencies: ["Audience", "CampaignModel", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(
            name: "TimetableTests", dependencies: ["Timetable", "CampaignModel"],
            swiftSettings: strict),
        .testTarget(
            name: "GatewayTests", dependencies: ["Gateway", "CampaignModel", "AddressProbing"],
            swiftSettings: strict),
        .testTarget(
            name: "GatewaySimulatorTests", dependencies: ["GatewaySimulator"],
            swiftSettings: strict),
        .target(
            name: "TestWorkspaces",
            dependencies: ["CampaignModel", "Audience", "Timetable", "Ledger", "LedgerSQLite", "Planning"],
            path: "Tests/TestWorkspaces", swiftSettings: strict),
        .testTarget(
            name: "PlanningTests", dependencies: ["Planning", "TestWorkspaces"], swiftSettings: strict),
        .testTarget(
            name: "RevisionsTests", dependencies: ["Revisions", "CampaignLoading"], swiftSettings: strict),
        .testTarget(
            name: "ExecutionTests",
            dependencies: ["Execution", "LedgerSQL", "LedgerSQLite", "TestWorkspaces", grdb],
            swiftSettings: strict),
        .testTarget(
            name: "RehearsalTests", dependencies: ["Rehearsal", "LedgerSQLite", "TestWorkspaces"],
            swiftSettings: strict),
        // Thousands of randomised stories: `make simulation`.
        .executableTarget(
            name: "simulation",
            dependencies: [
                "Rehearsal", "Execution", "Planning", "Ledger", "LedgerSQLite", "Gateway", "Audience",
                "Timetable",
                "CampaignModel",
            ], path: "Tests/Simulation", swiftSettings: strict),
        // What `make bench-claims` measures beside pgbench.
        .executableTarget(
            name: "claims-bench", dependencies: ["LedgerPostgres", "Ledger", "CampaignModel"],
            path: "bench/Claims", swiftSettings: strict),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "TestWorkspaces"], exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "EvidenceTests", dependencies: ["Evidence", "LedgerSQLite", "TestWorkspaces"],
            swiftSettings: strict),
        .testTarget(
            name: "WatchingTests", dependencies: ["Watching", "CampaignModel"], swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .target(
            name: "LedgerContract", dependencies: ["Ledger", "CampaignModel"], path: "Tests/LedgerContract",
            swiftSettings: strict),
        .testTarget(
            name: "LedgerTests", dependencies: ["Ledger", "CampaignModel"], swiftSettings: strict),
        .testTarget(
            name: "LedgerSQLiteTests",
            dependencies: ["LedgerSQLite", "LedgerContract", "Ledger", "CampaignModel", grdb],
            swiftSettings: strict),
        .testTarget(
            name: "LedgerPostgresTests",
            dependencies: [
                "LedgerPostgres", "LedgerSQL", "LedgerSQLite", "LedgerContract", "Ledger", "CampaignModel",
            ],
            swiftSettings: strict),
        // The end-to-end tests run the program as users do and share no code with it.
        .testTarget(
            name: "EndToEndTests", dependencies: ["pregon"], exclude: ["Fixtures"], swiftSettings: strict),
    ]
)

// The fuzz targets have no `main` of their own, so they are there only where libFuzzer brings one: `make fuzz`.
if Context.environment["PREGON_FUZZ"] != nil {
    let fuzzer: [SwiftSetting] = [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])]
    package.targets += [
        .executableTarget(
            name: "FuzzCampaign",
            dependencies: ["Checking", "CampaignLoading", "CampaignModel", "Diagnostics", "YAMLTree"],
            path: "Tests/Fuzzing/FuzzCampaign", swiftSettings: fuzzer),
        .executableTarget(
            name: "FuzzAudience", dependencies: ["Audience", "CampaignModel"],
            path: "Tests/Fuzzing/FuzzAudience", swiftSettings: fuzzer),
    ]
}
