/// A terminfo entry for terminals with 24-bit colour.
///
/// Debian installs no `*-direct` entry by default, and ncurses speaks 24-bit colour only through
/// one. This is `cnt-direct.ti` compiled by `tic -x`, in the form that ncurses reads from the
/// variable `TERMINFO` (see terminfo(5), "Fetching compiled descriptions"). It holds only what every
/// terminal that announces `COLORTERM=truecolor` understands.
enum DirectColorTerminfo {
  static let name = "cnt-direct"
  static let variable = "b64:" + compiled

  private static let compiled = """
    HgJCAA8ADwBpAcsBY250LWRpcmVjdHxBTlNJIHRlcm1pbmFsIHdpdGggMjQtYml0IGNvbG91ciBhbmQgYnJpZ2h0\
    IGF0dHJpYnV0ZXMAAAEAAAEAAAAAAAAAAAEBAFAAAAAIAAAAGAAAAP//////////////////////////////////\
    //////////////////8AAAAB/38AAP//AAACAP////8EAAwAEAAUAP//HwAwADQAOAA/AP//QQBIAP//TAD/////\
    //////////9QAFUAWgD//2MA////////aAD//20A/////3IAdgD///////9/AP//////////////////////////\
    ////////////////////////////////////////////////////////////////////////////////////////\
    //////////////////////////////////////////////////+FAP///////44AlwD//6AA////////////////\
    ////////////////qQD//7QA//+2AP/////3AP/////////////////////////////5AP//////////LgE0Af//\
    ////////////////////////////////////////////////////////////////////////////////////////\
    ////////////////////////////////////////////////////////////////////////////////////////\
    ////////////////////////////////////////////////////////////////////////////////////////\
    //////////////////////////////////////////86Af//////////////////////////////////////////\
    /////////////////////////////z8B//////////////////////////////////9IAf//////////////////\
    /////00B////////////////////////////////////////////////////////////////////////////////\
    //////////////////9TAY8BBwANABtbSBtbMkoAG1tLABtbSgAbWyVpJXAxJWRHABtbJWklcDElZDslcDIlZEgA\
    G1tCABtbSAAbWz8yNWwACAAbWz8yNWgAG1tDABtbQQAbWzVtABtbMW0AG1s/MTA0OWgAG1sybQAbWzdtABtbNG0A\
    G1ttABtbPzEwNDlsABtbMjRtABtbJXAxJWRCABtbJXAxJWREABtbJXAxJWRDABtbJXAxJWRBABtbJWklcDElZGQA\
    CgAbWzAlPyVwNiV0OzElOyU/JXA1JXQ7MiU7JT8lcDIldDs0JTslPyVwMSVwMyV8JXQ7NyU7JT8lcDQldDs1JTtt\
    AAkAYGBhYWZmZ2dpaWpqa2tsbG1tbm5vb3BwcXFycnNzdHR1dXZ2d3d4eHl5enp7e3x8fX1+fgAbWz83aAAbWz83\
    bAAbWzFLABtbMzk7NDltABtbM20AG1syM20AG1szODsyOyVwMSV7NjU1MzZ9JS8lZDslcDElezI1Nn0lLyV7MjU1\
    fSUmJWQ7JXAxJXsyNTV9JSYlZG0AG1s0ODsyOyVwMSV7NjU1MzZ9JS8lZDslcDElezI1Nn0lLyV7MjU1fSUmJWQ7\
    JXAxJXsyNTV9JSYlZG0AAAIAAAACAAYAHAABAQAABgAAAAMABwAMABtbMjltABtbOW0AQVgAUkdCAHJteHgAc214\
    eAA=
    """
}
