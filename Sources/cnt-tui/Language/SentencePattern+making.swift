extension SentencePattern {
  /// What recording and publishing say.
  static let making: [Phrase] = [
    Phrase("Nothing would be left: keep at least one sample."),
    Phrase("There is no clip \(any): choose one of those there are."),
    Phrase("The edit names a source \(any) that it does not have: add that file again."),
    Phrase("That is outside of the programme: choose a time within it."),
    Phrase("There are too many \(any): make two programmes of it."),
    Phrase("That is no possible \(any): choose another one."),
    Phrase("\(any) cannot be read: see that it is there and can be played."),
    Phrase("\(any) is a source of this programme: write the result elsewhere."),
    Phrase("Another version of this program wrote this edit (\(any)): update this one."),
    Phrase("There is no file \(any): check the path."),
    Phrase("\(any) is no file: name one."),
    Phrase("\(any) cannot be read: see who may read it."),
    Phrase("\(any) is empty: choose another file."),
    Phrase("\(any) is larger than 500 MB, the most the platform takes: make it smaller."),
    Phrase("\(any) was changed since: discard this and publish it anew."),
    Phrase("Event: \(any)"),
    Phrase(
      "No answer came, and this server does not show films that wait for approval: ask an admin whether it arrived, then discard it here or retry."
    ),
    Phrase("Recording needs the program ffmpeg: sudo apt install ffmpeg."),
    Phrase("This ffmpeg cannot record from \(any): install Debian's, sudo apt install ffmpeg."),
    Phrase(
      "No sound server answers: start PipeWire or PulseAudio (sudo apt install pipewire-pulse), or choose an ALSA device."
    ),
    Phrase("The device \(any) is not there: connect it, or choose another one."),
    Phrase("The device \(any) is used by another program: close that one."),
    Phrase(
      "The device \(any) may not be used: join the groups audio and video (sudo usermod -aG audio,video $USER) and log in again."
    ),
    Phrase("Nothing comes from \(any): see that it is on, or choose another one."),
    Phrase("The recording ended by itself (\(any)): what was recorded until then is kept."),
    Phrase(
      "The disk is nearly full: the recording ended, and what was recorded is kept. Make room first."
    ),
    Phrase("The recording cannot be written (\(any)): check the disk."),
    Phrase("That cannot be recorded (\(any)): choose something else."),
    Phrase("That is not possible now: start, finish or discard the recording first."),
  ]
}
