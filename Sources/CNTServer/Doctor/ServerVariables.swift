/// The variables that a server is told by, in groups as they are explained.
enum ServerVariables {
  static let groups: [(name: String, variables: [String])] = [
    (
      "server",
      [
        "PUBLIC_URL", "CNT_CORS_ORIGINS", "CNT_TRUSTED_PROXIES", "CNT_LOG_FORMAT", "CNT_LOG_LEVEL",
        "METRICS_TOKEN",
      ]
    ),
    (
      "LiveKit",
      [
        "LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "LIVEKIT_WS_URL",
        "LIVEKIT_AGENT_NAME",
      ]
    ),
    (
      "Stripe",
      [
        "STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_API_BASE",
      ]
    ),
    ("Google", ["GOOGLE_CLIENT_ID", "GOOGLE_ISSUER", "GOOGLE_TOKENINFO_URL"]),
    ("mail", ["SMTP_URL", "MAIL_FROM", "SMTP_USER", "SMTP_PASSWORD"]), ("Redis", ["REDIS_URL"]),
  ]

  static let all = Set(groups.flatMap(\.variables))
}
