import CNTKit
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The server of one data folder.
public struct CNTServerApplication: Sendable {
  var services: Services
  private let redis: RedisAddress?
  var logger: Logger

  /// Why a server cannot be had for a folder.
  public struct Failure: Error, Sendable {
    /// The sentence that says what to do.
    public var recovery: String

    public init(recovery: String) { self.recovery = recovery }
  }

  /// Opens, or makes, the data folder: database, media and the key that signs tokens.
  public init(
    dataFolder: String, passwordCost: UInt = 10, realtime: RealtimeSettings = RealtimeSettings(),
    outside: PlatformSettings = PlatformSettings(),
    transport: any HTTPTransport = CurlTransport(userAgent: "cnt-server/0.1"), logger: Logger,
    now: @escaping @Sendable () -> Date = { Date() }
  ) async throws {
    do {
      try Paths.makeFolder(dataFolder)
      let database = try ServerDatabase(path: dataFolder + "/cnt.sqlite")
      let secret = try TokenService.secret(in: dataFolder)
      let tokens = await TokenService(secret: secret, database: database, now: now)
      var realtime = realtime
      if let origins = outside.allowedOrigins { realtime.allowedOrigins = origins }
      realtime.proxies = outside.trustedProxies
      let media = try MediaStore(folder: dataFolder + "/media")
      services = Services(
        database: database, tokens: tokens,
        passwords: PasswordService(cost: passwordCost), loginGuard: LoginGuard(now: now),
        media: media, parts: PartStore(folder: media.folder + "/parts"),
        realtime: RealtimeHub(
          settings: realtime, namespaces: PlatformNamespace.all(tokens: tokens, realtime),
          now: now, logger: logger),
        outside: Outside(outside, transport: transport, now: now), vault: Vault(secret: secret),
        metricsToken: outside.metricsToken,
        web: WebPolicy(
          origins: realtime.allowedOrigins,
          isSecure: outside.publicURL?.lowercased().hasPrefix("https:") == true),
        proxies: outside.trustedProxies, publicURL: outside.publicURL,
        now: now, logger: logger)
      try await database.write { db in try ChangeLog.begin(db) }
      try await Housekeeping.run(services)
    } catch {
      throw Failure(
        recovery:
          "The data folder \(dataFolder) cannot be used: see that it can be written and that"
          + " the disk has room (\((error as? Paths.Problem)?.recovery ?? "\(error)")).")
    }
    self.logger = logger
    redis = outside.redis
  }

  /// Every route of the API.
  static let table = RouteTable(
    RootRoutes.routes + AuthRoutes.routes + UserRoutes.routes + PodcastRoutes.routes
      + MovieRoutes.routes + CatalogueRoutes.routes + DocumentRoutes.routes + SupportRoutes.routes
      + CommunityRoutes.routes + EventRoutes.routes
      + LibraryRoutes.routes + ArtistRoutes.routes + NotificationRoutes.routes
      + SearchRoutes.routes + UploadRoutes.routes + PartRoutes.routes + AdminRoutes.routes
      + AdminUserRoutes.routes + CommissionRoutes.routes + CarouselRoutes.routes
      + PositionRoutes.routes + SyncRoutes.routes + DraftRoutes.routes
      + DeviceTokenRoutes.routes + ThumbnailRoutes.routes + LiveRoutes.routes
      + VoiceRoutes.routes + DonationRoutes.routes + StripeConnectRoutes.routes
      + BankRoutes.routes + CodeRoutes.routes + MediaAccessRoutes.routes
      + DriveRoutes.routes + MaintenanceRoutes.routes + EditingRoutes.routes
      + OperationRoutes.routes + PodcastFeedRoutes.routes
  )

  var responder: APIResponder {
    APIResponder(table: Self.table, services: services, logger: logger)
  }

  /// The folder that media files are served from.
  public var mediaFolder: String { services.media.folder }

  /// Seconds after which a connection that sends nothing is closed: between two requests, or in the
  /// midst of one. A long answer is not cut.
  public static let longestSilence = 60.0

  /// Serves until the task is cancelled or a signal asks for the end. `port` 0 takes a free one;
  /// `onListening` is told which.
  public func serve(
    host: String, port: Int, longestSilence: Double = longestSilence,
    onListening: @escaping @Sendable (Int) -> Void
  ) async throws {
    let application = Application(
      responder: responder,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [WebSocketUpgrade(hub: services.realtime)],
          idleTimeout: .milliseconds(Int64(longestSilence * 1000)))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: nil, reuseAddress: true),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? port) },
      logger: logger)
    let housekeeping = Housekeeping.start(services)
    let notifications = Task { [services] in await NotificationFeed.run(services) }
    let relay = redis.map { address in
      Task { [services, logger] in
        await RedisRelay(address: address, hub: services.realtime, logger: logger)
          .run(services.realtime)
      }
    }
    defer {
      relay?.cancel()
      housekeeping.cancel()
      notifications.cancel()
    }
    do {
      try await Self.run(application, logger)
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw Failure(
        recovery: "Port \(port) is taken: choose another with --port, or 0 for any free one.")
    } catch let error as IOError where error.errnoCode == EACCES {
      throw Failure(recovery: "Port \(port) is not allowed here: choose one from 1024 up.")
    }
  }

  /// Runs until a signal or a cancellation asks for the end; both let what was begun end well. Plain
  /// cancellation would drop connections that were accepted a moment ago, which NIO takes for a fault.
  private static func run(_ application: some Service, _ logger: Logger) async throws {
    var configuration = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // Somebody who reads a byte a minute does not keep the server from ending.
    configuration.maximumGracefulShutdownDuration = .seconds(20)
    let group = ServiceGroup(configuration: configuration)
    let running = Task { try await group.run() }
    try await withTaskCancellationHandler {
      try await running.value
    } onCancel: {
      Task { await group.triggerGracefulShutdown() }
    }
  }

  /// Makes an account; for the first admin of a server.
  public func addUser(
    email: String, name: String, username: String, password: String, isAdmin: Bool
  ) async throws {
    guard PasswordService.isAcceptable(password) else {
      throw Failure(recovery: "The password needs 8 to 72 characters.")
    }
    do {
      _ = try await UserAccounts.create(
        services, email: email, name: name, username: username, password: password,
        isAdmin: isAdmin)
    } catch let problem as Problem {
      throw Failure(recovery: problem.detail.stringValue ?? "The account could not be made.")
    }
  }
}
