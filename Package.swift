// swift-tools-version: 6.1
import PackageDescription

// An import only ever points down this file's list of targets; docs/architecture.md has the reasons.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "cnt",
  products: [
    .executable(name: "cnt", targets: ["cnt-tui"]),
    .executable(name: "cnt-server", targets: ["cnt-server"]),
    .library(name: "CNTKit", targets: ["CNTKit"]),
    .library(name: "SyncEngine", targets: ["SyncEngine"]),
    .library(name: "TermKit", targets: ["TermKit"]),
    .library(name: "MediaKit", targets: ["MediaKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
  ],
  targets: [
    // C libraries: a module map and a shim header each, no logic.
    .systemLibrary(name: "CNcurses", path: "Sources/CLibraries/CNcurses"),
    .systemLibrary(name: "CMPV", path: "Sources/CLibraries/CMPV"),
    .systemLibrary(name: "CChafa", path: "Sources/CLibraries/CChafa"),
    .systemLibrary(name: "CSDBus", path: "Sources/CLibraries/CSDBus"),
    .systemLibrary(name: "CCrypt", path: "Sources/CLibraries/CCrypt"),
    .systemLibrary(
      name: "CVTerm", path: "Sources/CLibraries/CVTerm", pkgConfig: "vterm",
      providers: [.apt(["libvterm-dev"])]),

    // libcurl, opened at the first request.
    .target(name: "CCurl", path: "Sources/CLibraries/CCurl"),
    // The one with logic: signal handlers, which only C can write safely.
    .target(name: "CTerminalGuard", path: "Sources/CLibraries/CTerminalGuard"),

    // What the platform is.
    .target(name: "CNTKit", dependencies: ["CCurl"], swiftSettings: strict),
    // The mirror, the outbox and what keeps them current.
    .target(
      name: "SyncEngine",
      dependencies: [
        "CNTKit", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    // Players and recorders; knows nothing of CNT.
    .target(
      name: "MediaKit",
      dependencies: [
        "CMPV", "CChafa", .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
    // The desktop's session bus; knows nothing of CNT.
    .target(name: "DesktopKit", dependencies: ["CSDBus"], swiftSettings: strict),
    // The terminal toolkit; knows nothing of CNT.
    .target(
      name: "TermKit",
      dependencies: [
        "CNcurses", "CTerminalGuard", .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      exclude: ["Terminal/cnt-direct.ti"],
      swiftSettings: strict),
    // The app and its subcommands.
    .executableTarget(
      name: "cnt-tui",
      dependencies: [
        "CNTKit", "SyncEngine", "MediaKit", "DesktopKit", "TermKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),

    // The platform's API as one program.
    .target(
      name: "CNTServer",
      dependencies: [
        "CNTKit", "CNTDemo", "CCrypt", "MediaKit",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
    // Demo content: spoken readings, films, people and their talk, as plain values and files.
    .target(
      name: "CNTDemo",
      dependencies: ["CNTKit", .product(name: "Subprocess", package: "swift-subprocess")],
      swiftSettings: strict),
    .executableTarget(
      name: "cnt-server",
      dependencies: [
        "CNTServer", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    .testTarget(
      name: "CNTKitTests",
      dependencies: ["CNTKit", .product(name: "Subprocess", package: "swift-subprocess")],
      resources: [.copy("Captures")], swiftSettings: strict),
    .testTarget(
      name: "SyncEngineTests",
      dependencies: [
        "SyncEngine", "CNTKit", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.copy("Schemas")], swiftSettings: strict),
    // A whole platform, its clients and their network in one process, driven by a seed.
    .target(
      name: "SyncSimulation",
      dependencies: ["SyncEngine", "CNTKit", .product(name: "Crypto", package: "swift-crypto")],
      path: "Tests/SyncSimulation", swiftSettings: strict),
    .executableTarget(
      name: "cnt-simulate", dependencies: ["SyncSimulation"], path: "Tests/Simulate",
      swiftSettings: strict),
    // Hostile texts through the real terminal code into a terminal emulator.
    .executableTarget(
      name: "cnt-fuzz", dependencies: ["TermKit", "CVTerm"], path: "Tests/Fuzz",
      swiftSettings: strict),
    // Figures as ratios against a peer measured in the same run.
    .executableTarget(
      name: "cnt-bench",
      dependencies: [
        "SyncEngine", "CNTKit", "MediaKit",
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ], path: "Benchmarks", swiftSettings: strict),
    .testTarget(
      name: "SimulationTests", dependencies: ["SyncSimulation"], swiftSettings: strict),
    // Programs that tests write and run.
    .target(name: "TestPrograms", path: "Tests/TestPrograms", swiftSettings: strict),
    .testTarget(
      name: "MediaKitTests",
      dependencies: [
        "MediaKit", "CVTerm", "TestPrograms",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ], swiftSettings: strict),
    .testTarget(name: "DesktopKitTests", dependencies: ["DesktopKit"], swiftSettings: strict),
    .testTarget(name: "TermKitTests", dependencies: ["TermKit"], swiftSettings: strict),
    .testTarget(
      name: "AppTests",
      dependencies: [
        "cnt-tui", "TermKit", "SyncEngine", "CNTKit", "TestPrograms",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ], swiftSettings: strict),
    .testTarget(
      name: "CNTServerTests",
      dependencies: [
        "CNTServer", "CNTKit",
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(name: "CNTDemoTests", dependencies: ["CNTDemo"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["CVTerm", "CNTKit", "SyncEngine", "cnt-tui", "cnt-server", "cnt-fuzz"],
      swiftSettings: strict),
  ]
)
