/// Sentences that the feed is put together from, written by hand.
enum Talk {
  /// A kind of post: its category, how it may be titled, how it begins, goes on and ends.
  struct Kind: Sendable {
    let category: String
    let titles: [String]
    let openings: [String]
    let middles: [String]
    let endings: [String]
  }

  static let kinds = [
    Kind(
      category: "testimony",
      titles: [
        "What happened on the night shift", "Ten years sober today", "The letter came back",
        "A small thing about my father", "He went before us", "Three months, then one phone call",
        "I nearly did not go", "My brother at the door", "The car, the ice, the stranger",
        "When the choir stopped", "A job after all", "Home from hospital",
      ],
      openings: [
        "I have waited with this story until I could tell it without crying.",
        "Last Tuesday the doctor closed the folder and smiled.",
        "You prayed for us in March; here is the answer.",
        "I was not going to write anything, but my daughter said I should.",
        "For eleven weeks there was no work, and then there were two offers on one day.",
        "My neighbour, who never comes along, asked me where I go on Sundays.",
        "Our boiler broke on the coldest night of the year.",
        "I found the old Bible of my grandmother in a box of cables.",
      ],
      middles: [
        "Somebody had left a bag of food at the door; no name on it.",
        "The words of the reading would not leave me: “wait, I say, on the LORD”.",
        "A colleague took my shift without a question.",
        "We sat at the kitchen table until two and said everything that had not been said.",
        "I had the psalm from the podcast in my ears the whole way.",
        "It was not loud, it was not sudden. It was simply enough for that day.",
        "There was a man at the bus stop humming the very hymn I had given up on.",
      ],
      endings: [
        "I am thankful, and a little ashamed that I was so surprised.",
        "If you are where I was: hold on. Write to me.",
        "Thank you for every prayer. ❤️", "God is good, also on Mondays.",
        "We will be in the third row on Sunday, all of us.", "Gracias, Señor. Gracias a todos.",
        "감사합니다. I mean it.",
      ]),
    Kind(
      category: "prayer_request",
      titles: [
        "For my mother’s operation", "Exam week", "Please pray for Elias",
        "A decision before Friday", "For the village after the flood", "Sleep",
        "My son has stopped talking to me", "Courage for a conversation", "For our midwife",
        "Visa appointment on Thursday", "For the night workers", "Peace in our street",
      ],
      openings: [
        "The operation is on Thursday at seven in the morning.",
        "I would be glad if some of you would carry this with me.",
        "There is not much to say yet, only that we are afraid.",
        "He is nineteen and thinks that nobody needs him.",
        "We have prayed about this alone for long enough.",
        "The results will be there before the weekend.",
        "I find it hard to ask. So, shortly:",
      ],
      middles: [
        "Please pray for steady hands and for a quiet waiting room.",
        "What I need most is patience; what I have most is coffee.",
        "The children feel that something is wrong, even if we smile.",
        "I keep coming back to Psalm 121 and cannot get past the first line.",
        "Nobody is angry any more. That is almost worse.",
        "Pray also for the other side; they have a table and an empty chair, too.",
      ],
      endings: [
        "Thank you. I will write how it went.", "Amen to whoever reads this at three at night.",
        "No advice please, only prayer.", "It helps already to have typed it.",
        "صلّوا من أجلنا.", "Danke euch allen.", "🙏",
      ]),
    Kind(
      category: "question",
      titles: [
        "Why two creation accounts?", "How do you read with small children?",
        "What does Selah mean?", "Which translation for a beginner?", "Fasting with diabetes?",
        "Is there a reading plan here?", "Who was Melchizedek?", "Praying with an atheist husband",
        "What is a talent worth?", "Λόγος in John 1", "Do you pray aloud?", "How long is too long?",
      ],
      openings: [
        "A question from the youth group that I could not answer:",
        "I have read the chapter four times now.",
        "Maybe this is a silly question.",
        "In our house this is asked at breakfast, so I need help quickly.",
        "The podcast of last week left me with one thing.",
        "Does anybody here read Greek or Hebrew?",
      ],
      middles: [
        "The margin of my Bible says one thing and the sermon said another.",
        "I understand the words and still do not see why it stands just there.",
        "My own answer would be: because we need to hear it twice.",
        "We tried it after supper, and after supper everybody is tired.",
        "The King James text is beautiful, but my pupils need a dictionary for every verse.",
        "Is it a name, a title, or both?",
      ],
      endings: [
        "What do you think?", "Books, links, half-sentences: everything is welcome.",
        "I will bring the answers to the group on Wednesday.",
        "Thanks from the back row.", "Who can explain it to an eleven-year-old?",
      ]),
    Kind(
      category: "announcement",
      titles: [
        "Choir practice moves to Thursday", "Soup kitchen: we need four people",
        "The library is open again", "New readings every Friday", "Lost: one blue umbrella",
        "Lift to the retreat", "Sunday’s service begins at ten", "Thank you for the winter coats",
        "Livestream test tonight", "Keys found in the hall", "The roof is done",
        "Baptism in the lake",
      ],
      openings: [
        "Please pass this on to everybody who is not here.",
        "A short notice from the office:", "Good news from the building team.",
        "Change of plan:", "We are four people short for Saturday.",
      ],
      middles: [
        "Come at half past five; the door on the left is open.",
        "Bring a cup, a chair if you have one, and your neighbour.",
        "There is room for the walking frames in the corridor.",
        "The coffee is on us; the cake, as ever, is on you.",
        "Two seats are free in the red van.",
      ],
      endings: [
        "See you there!", "Questions to Samuel.", "With thanks, the team.", "Until Sunday.",
        "Everybody is welcome, and we mean everybody.",
      ]),
    Kind(
      category: "general",
      titles: [
        "Good morning from the ferry", "Snow", "A verse for today", "What are you listening to?",
        "Bread", "The organ has a cold", "Found in the margin", "First day of Advent",
        "Rain on the tin roof", "My garden preaches", "Quiet evening", "A picture from the hills",
      ],
      openings: [
        "Fog on the water, gulls, and a thermos.",
        "The children have built an ark out of the sofa.",
        "Good morning, everybody.", "I baked two loaves too many again.",
        "Somebody wrote “even so” in pencil beside this verse, in 1911.",
        "It is so quiet here that one can hear the snow.",
      ],
      middles: [
        "I listened to the reading twice and then to nothing at all.",
        "There is a robin that comes when the hymn begins; I do not invent this.",
        "If you are near, come by: the kettle is always on.",
        "Today it is enough to be here.", "What a gift a Tuesday can be.",
        "静かな朝です。Be still.",
      ],
      endings: [
        "Peace to your house.", "Have a good week.", "☀️", "That is all.",
        "And now to work.", "Blessed be the day. ✝",
      ]),
  ]

  /// Verses that are quoted in some posts, by reference.
  static let quoted = [
    "Psalms 27:14", "Psalms 121:1", "Isaiah 41:10", "Matthew 11:28", "Romans 12:12",
    "Lamentations 3:22", "John 14:27", "Joshua 1:9", "Psalms 46:10", "Galatians 6:2",
  ]

  static let comments = [
    "Amen.", "Praying with you.", "Thank you for writing this.", "This made my morning.",
    "I was there, it was just so.", "Can I bring anything on Saturday?", "🙏🙏",
    "My mother says: read the verse before it, too.", "We will carry you.",
    "That is the first explanation I understand.", "Same here, every year.",
    "Selah: stop and listen. At least that is how I read it.", "I can take two people in my car.",
    "Beautiful. Greetings from Beirut. تحياتي", "Que Dios te bendiga.", "힘내세요!",
    "Let me know how it went.", "I needed this today.", "Start with Mark; it is the shortest.",
    "Who took the picture?", "You are not alone in this.", "Yes!", "I have the umbrella :)",
    "The third verse is my favourite.", "Tell him that we miss him.", "Hallelujah",
    "I disagree a little, but I like how you say it.", "See you on Sunday.",
    "We tried it yesterday: ten minutes, one candle, no phones.", "Count me in.",
  ]
}
