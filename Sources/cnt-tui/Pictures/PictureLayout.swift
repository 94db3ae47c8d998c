import CNTKit
import SyncEngine
import TermKit

/// Where pictures are on the screen. Their boxes depend on what a thing has, never on what has arrived: no
/// text moves when a picture comes.
struct PictureLayout {
  /// A picture's place.
  struct Box: Sendable, Hashable {
    var request: PictureRequest
    /// All of it, scrolled away or not.
    var rect: Rect
    /// What may be drawn on.
    var visible: Rect
  }

  /// A picture that is here, and where.
  struct Placed: Sendable, Hashable {
    var picture: LoadedPicture
    var rect: Rect
    var visible: Rect
  }

  /// The room above the text of a thing.
  struct Head: Sendable, Hashable {
    /// Rows of the picture, 0 for none.
    var pictureRows = 0
    /// Whether the author's picture stands beside two lines.
    var hasAvatar = false

    /// Rows before the text begins.
    var rows: Int {
      (pictureRows > 0 ? pictureRows + 1 : 0) + (hasAvatar ? PictureLayout.avatar.rows + 1 : 0)
    }
  }

  static let avatar = Size(columns: 4, rows: 2)
  /// Columns between an avatar and its lines.
  static let gap = 2
  /// A smaller picture says nothing.
  private static let fewestRows = 5
  private static let mostRows = 20

  let state: AppState

  init(_ state: AppState) { self.state = state }

  /// What the text of a row leaves to its pictures, where all has this room.
  static func head(of row: Row, in room: Size, _ state: AppState) -> Head {
    guard let form = state.pictureForm, room.columns >= 16 else { return Head() }
    var head = Head()
    if row.item.picture != nil {
      let rows = min(mostRows, room.rows * 2 / 5, room.columns / 2)
      head.pictureRows = rows >= fewestRows ? rows : 0
    }
    head.hasAvatar = form != .symbols && row.item.avatar != nil && room.rows >= 12
    return head
  }

  /// The lines that stand where the pictures of a row are.
  static func lines(above row: Row, in room: Size, _ state: AppState) -> [[Painter.Span]] {
    let head = head(of: row, in: room, state)
    var lines = [[Painter.Span]](repeating: [], count: head.rows)
    guard head.hasAvatar, case .post(let post) = row.item else { return lines }
    let indent = Painter.Span(String(repeating: " ", count: avatar.columns + gap))
    let first = head.rows - avatar.rows - 1
    lines[first] = [indent, .init(post.userName ?? tr("Unknown"), .secondary)]
    let age = Presenter(state).dates.relative(post.createdAt)
    lines[first + 1] = [indent, .init(age, .tertiary)]
    return lines
  }

  /// The boxes on the screen, from the top; what lies over them is not asked about.
  var boxes: [Box] {
    guard state.account != nil, !state.isFullScreen, let form = state.pictureForm,
      state.size.columns >= Frame.minimum.columns, state.size.rows >= Frame.minimum.rows
    else { return [] }
    let frame = Frame(state)
    switch state.screen {
    case .list(let list):
      switch list.current.content {
      case .dashboard, .calendar, .page: return []
      default: break
      }
      guard frame.preview.size.columns > 0, !list.lines.isEmpty, let row = list.selectedRow else {
        return []
      }
      return boxes(of: row, in: frame.preview, scroll: 0, form)
    case .detail(let detail):
      guard let row = detail.row else { return [] }
      return boxes(of: row, in: frame.detail, scroll: detail.scroll, form)
    case .reader, nil: return []
    }
  }

  private func boxes(of row: Row, in rect: Rect, scroll: Int, _ form: PictureForm) -> [Box] {
    let head = Self.head(of: row, in: rect.size, state)
    var result: [Box] = []
    var top = rect.origin.row - scroll
    func add(_ reference: String?, _ size: Size, fills: Bool = false) {
      guard let reference else { return }
      let box = Rect(
        column: rect.origin.column, row: top, columns: size.columns, rows: size.rows)
      let visible = box.intersection(rect)
      guard visible.size.rows > 0 else { return }
      let request = PictureRequest(
        reference: reference, form: form, box: size, cell: state.pictures.cell,
        fills: fills)
      result.append(Box(request: request, rect: box, visible: visible))
    }
    if head.pictureRows > 0 {
      add(row.item.picture, Size(columns: rect.size.columns, rows: head.pictureRows))
      top += head.pictureRows + 1
    }
    if head.hasAvatar { add(row.item.avatar, Self.avatar, fills: true) }
    return result
  }

  /// The pictures that are here, at the left of their boxes.
  var placed: [Placed] {
    boxes.compactMap { box in
      state.pictures.loaded[box.request].map { picture in
        let rect = Rect(origin: box.rect.origin, size: picture.cells)
        return Placed(picture: picture, rect: rect, visible: rect.intersection(box.visible))
      }
    }
  }
}

extension Item {
  /// The address of its picture, as the platform writes it; nil for none.
  var picture: String? {
    let reference: String? =
      switch self {
      case .podcast(let item): item.coverImage
      case .movie(let item): item.coverImage
      case .track(let item): item.coverImage
      case .story(let item): item.coverImage
      case .document(let item): item.thumbnailPath
      case .post(let item): item.imageURL
      case .event(let item): item.coverImage
      case .artist(let item): item.coverImage
      case .adminItem(let item):
        [item.coverImage, item.thumbnailURL, item.imageURL]
          .first { $0?.isEmpty == false } ?? nil
      case .comment, .notification, .playlist, .user, .support: nil
      }
    return reference?.isEmpty == false ? reference : nil
  }

  /// The address of its author's picture.
  var avatar: String? {
    guard case .post(let item) = self, item.userAvatar?.isEmpty == false else { return nil }
    return item.userAvatar
  }
}
