/// What fills a scene behind everything, as a source of ffmpeg's.
enum Sky: Sendable {
  /// Two colours that slowly turn about each other.
  case drifting(String, String)
  /// Waves below a horizon, by day or by night.
  case sea(night: Bool)
  /// Darkness in which a light grows from the middle.
  case dawn
  /// Slanting rain.
  case rain
  /// A bow of colours above a plain.
  case rainbow

  static let frameRate = 12

  /// The filter graph's text, `seconds` long. All but the first are computed small and enlarged:
  /// soft pictures need no more, and a frame then costs a millisecond or two.
  func source(seconds: Double) -> String {
    let length = "d=\(seconds)"
    let small = "color=c=black:s=160x90:r=\(Sky.frameRate):\(length)"
    switch self {
    case .drifting(let from, let to):
      return "gradients=s=640x360:r=\(Sky.frameRate):c0=0x\(from):c1=0x\(to):n=2:speed=0.006:seed=7"
        + ":\(length)"
    case .sea(let night):
      let swell = "\(night ? 24 : 120)+(22+Y/9)*sin(X/(9+Y/12)+T*1.6+2*sin(Y/6-T*0.7))*gt(Y,46)"
      return painted(
        small, luma: "\(swell)+(46-Y)*lt(Y,46)*\(night ? "0.3" : "1.2")",
        blue: "\(night ? 150 : 146)+8*gt(Y,46)", red: "\(night ? 118 : 116)")
    case .dawn:
      let glow = "exp(-hypot(X-80,Y-45)/(10+T*6))"
      return painted(
        small, luma: "16+min(224,T*34)*exp(-hypot((X-80)/1.6,Y-45)/(4+T*5))",
        blue: "128-min(26,T*4)*\(glow)", red: "128+min(18,T*3)*\(glow)")
    case .rain:
      return painted(
        small, luma: "52+Y/4+70*gt(sin(X*2.7+Y*0.35-T*24+3*sin(X*1.3)),0.965)", blue: "140",
        red: "122")
    case .rainbow:
      let arc = "(hypot(X-80,Y-96)-52)/4.4"
      let inside = "between(\(arc),0,5.9)*lt(Y,66)*min(1,T/3)"
      return painted(
        small, luma: "if(gt(Y,66),96+10*sin(X/7),168-Y/2)+14*\(inside)",
        blue: "if(gt(Y,66),108,146)+\(inside)*(46*cos((5.9-\(arc))*0.9+2.4)-18)",
        red: "if(gt(Y,66),112,118)+\(inside)*(52*cos((5.9-\(arc))*0.6)+6)")
    }
  }

  private func painted(_ canvas: String, luma: String, blue: String, red: String) -> String {
    "\(canvas),format=yuv444p,geq=lum='\(luma)':cb='\(blue)':cr='\(red)',scale=640:360:flags=bicubic"
  }
}
