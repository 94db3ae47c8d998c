import CNTKit

/// The API as an OpenAPI 3.1 document, made from the table that requests are routed by. What needs a
/// service that this server was not given is left out.
///
/// Paths, methods, parameters of paths, who may call, and the shape of what goes wrong are as they are in
/// the code. What bodies hold is told by kind only: JSON or a form with files.
enum APIDescription {
  static func document(_ table: RouteTable, offering outside: Outside) -> JSONValue {
    var paths: [String: JSONValue] = [:]
    let offered = table.all.filter { outside.has($0.need) }
    for (path, routes) in Dictionary(grouping: offered, by: \.path) {
      var methods: [String: JSONValue] = [:]
      for route in routes { methods[route.method.rawValue.lowercased()] = operation(route) }
      paths[path] = .object(methods)
    }
    return .object([
      "openapi": .string("3.1.0"),
      "info": .object([
        "title": .string("CNT Media Platform API"), "version": .string("1.0.0"),
      ]),
      "paths": .object(paths),
      "components": .object([
        "securitySchemes": .object([
          "bearer": .object([
            "type": .string("http"), "scheme": .string("bearer"), "bearerFormat": .string("JWT"),
          ])
        ]),
        "schemas": .object(["Error": error]),
      ]),
    ])
  }

  /// `detail` is a sentence, or an entry for each field that is wrong.
  private static let error: JSONValue = .object([
    "type": .string("object"), "required": .array([.string("detail")]),
    "properties": .object([
      "detail": .object([
        "oneOf": .array([
          .object(["type": .string("string")]),
          .object([
            "type": .string("array"),
            "items": .object([
              "type": .string("object"),
              "required": .array([.string("type"), .string("loc"), .string("msg")]),
              "properties": .object([
                "type": .object(["type": .string("string")]),
                "msg": .object(["type": .string("string")]),
                "loc": .object([
                  "type": .string("array"),
                  "items": .object([
                    "type": .array([.string("string"), .string("integer")])
                  ]),
                ]),
              ]),
            ]),
          ]),
        ])
      ])
    ]),
  ])

  private static func operation(_ route: Route) -> JSONValue {
    let words = route.path.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      .filter { $0 != "api" && $0 != "v1" }
    var members: [String: JSONValue] = [
      "operationId": .string(
        ([route.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
          + (route.path.hasSuffix("/") ? "_" : "")),
      "tags": .array([.string(words.first.map(String.init) ?? "root")]),
      "responses": .object(responses(route)),
    ]
    let parameters = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
      parameter(String($0.dropFirst().dropLast()))
    }
    if !parameters.isEmpty { members["parameters"] = .array(parameters) }
    switch route.access {
    case .open: members["security"] = .array([])
    case .optional:
      members["security"] = .array([.object([:]), .object(["bearer": .array([])])])
    case .member, .admin: members["security"] = .array([.object(["bearer": .array([])])])
    }
    if [.post, .put, .patch].contains(route.method) { members["requestBody"] = body(route) }
    return .object(members)
  }

  /// What is counted is an integer; rooms, states, and what other services name are texts.
  private static func parameter(_ name: String) -> JSONValue {
    let isNumber = name.hasSuffix("_id") && !["payment_intent_id", "file_id"].contains(name)
    return .object([
      "name": .string(name), "in": .string("path"), "required": .bool(true),
      "schema": .object(["type": .string(isNumber ? "integer" : "string")]),
    ])
  }

  private static func body(_ route: Route) -> JSONValue {
    // A part of a file has no members.
    let schema: JSONValue =
      route.fileType == Tus.contentType
      ? .object(["type": .string("string"), "format": .string("binary")])
      : .object(["type": .string("object")])
    let kind = route.takesFile ? route.fileType : "application/json"
    return .object([
      "required": .bool(route.takesFile),
      "content": .object([kind: .object(["schema": schema])]),
    ])
  }

  private static func responses(_ route: Route) -> [String: JSONValue] {
    func refusal(_ text: String) -> JSONValue {
      .object([
        "description": .string(text),
        "content": .object([
          "application/json": .object([
            "schema": .object(["$ref": .string("#/components/schemas/Error")])
          ])
        ]),
      ])
    }
    var responses: [String: JSONValue] = [
      "\(route.success)": .object(["description": .string("Done")]),
      "default": refusal("What went wrong"),
    ]
    if [.member, .admin].contains(route.access) {
      responses["401"] = refusal("No valid token")
    }
    if route.access == .admin { responses["403"] = refusal("Admins only") }
    return responses
  }
}
