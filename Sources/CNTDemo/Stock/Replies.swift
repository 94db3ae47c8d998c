extension Stock {
  static let testimonyReplies = """
    I read this twice. Thank you for telling it.
    What a gift. I am so glad for you.
    This made me put the phone down for a minute.
    Praise God! Tell it on Sunday, please.
    I remember when you asked us to pray for this.
    Crying at the bus stop, thanks very much.
    You have no idea how much I needed to hear that today.
    So good. So good.
    My mother will want to hear this one, may I read it to her?
    I am a few months behind you on the same road. You give me courage.
    Quietly wonderful.
    Keep going. One day, then the next one.
    One more reason to be thankful tonight.
    {Psalms 107:1-1}
    This is what I come here for.
    Gracias por contarlo. Un abrazo grande.
    Amen, and again amen.
    I shall think of this on my way home.
    Hallelujah 🎉🙏
    I laughed and then I was not laughing any more. Beautiful.
    You told it so plainly. That is why it goes in.
    الحمد لله! فرحت كثيراً لك.
    What a difference a year makes.
    Next time we meet I want to hear the long version.
    Nobody deserves it more, if deserving came into it.
    """

  static let prayerReplies = """
    Praying now.
    I have put the name on the list by my bed.
    We shall remember you at the table tonight.
    With you on this. Please tell us how it goes.
    Lord, have mercy.
    I lit a candle for you this morning.
    You are not asking too much.
    I went through the same two years ago. Write to me if you would like to talk.
    Our whole group prayed for you yesterday evening.
    Praying for the nurses and doctors as well.
    Can I bring something to eat this week?
    {Psalms 34:18-18}
    Holding you up.
    Praying, and for everybody around you as well.
    Strength for one day at a time.
    I set an alarm for the hour, so that I pray just then.
    Orando por ustedes desde aquí.
    Prayed on the train, aloud, by mistake.
    May there be peace in that house tonight.
    I know that waiting. I am sitting in it beside you.
    {1Peter 5:7-7}
    Yes. Every morning this week.
    함께 기도합니다.
    Do you need a lift there? I have the car on that day.
    You carried me last winter. My turn.
    Please do not stop telling us.
    صلاتي معكم.
    Any news? I have been thinking of you since.
    """

  static let questionReplies = """
    I have wondered about that as well and never dared to ask.
    Good question. I would start with the verses just before it.
    My old teacher said: read it aloud three times, then ask again.
    I do not know, but I like being in a church where it can be asked.
    Bring it to the Tuesday study, we need something to argue about.
    For what it is worth: both, depending on the week.
    Augustine has a page on this somewhere. So has my aunt, and hers is shorter.
    We tried it. The first month was odd and then nobody wanted to go back.
    Gently: I see it the other way round, and I may be wrong.
    The margin of my study Bible just says “see above”, and there is nothing above.
    Following this one.
    I asked Pastor Samuel once. He said “yes”, and it was not a yes-or-no question.
    It helped me to read the same chapter in another language.
    There is a good commentary in the library corner, the green one.
    Start small. Start with what you already do.
    Ask a child. I did, and got the best answer so far.
    Mark. Always Mark. It is short and it runs.
    {James 1:5-5}
    In our family we settled it with a rule and then broke the rule kindly.
    Thank you for asking; now I shall be thinking about it all day.
    I changed my mind on this twice, and I may not be done.
    Buena pregunta. Yo tampoco lo sé.
    Perhaps not knowing is part of the passage.
    I would just keep bringing bread.
    """

  static let announcementReplies = """
    I shall be there.
    Count me in, with two children.
    Can bring a salad. Or chairs. Probably chairs.
    Is there a ramp at that door?
    Thank you for organising this.
    Could someone record it for those of us on shift?
    On my way past the box tomorrow anyway.
    What time does it end, for the last bus?
    I have told the whole staircase.
    Two more from our house.
    Is it all right to bring a friend who is not from church?
    Noted, with the right day this time.
    I can do the first hour at the door.
    Sorry to miss it! Next time.
    Is help needed for clearing up?
    Good to know, thank you.
    Three of us can come by train.
    It was lovely last year. Do come, all of you.
    Thank you for the reminder, I had the wrong week.
    ¡Allí estaremos!
    """

  static let generalReplies = """
    This made my morning.
    More of these, please.
    We have one of those as well.
    Sent it to my sister, who sent it back to me.
    Ha! Yes.
    Beautifully put.
    You always find the small things.
    I smiled all the way to work.
    Thank you, I shall carry this one about with me today.
    Same here, three streets away.
    I have read this to the cat. No comment.
    Needed it. Thank you.
    Keep writing these, please.
    Me encanta. Buenos días.
    You notice things. I am glad you write them down.
    صباح النور ☕️
    I never saw it that way before.
    Read it slowly, then read it again. Good.
    평안하세요!
    A good thing to begin the day with.
    I read it aloud at breakfast, and for once everybody listened.
    Oh, this one.
    How lovely. Greetings from the third floor.
    It is the little things, my grandmother used to say, and then she listed them.
    I have nothing to add. I only wanted to say that I saw it.
    Same here today.
    Laughing out loud on a quiet train.
    There is a whole sermon in that.
    Who would have thought?
    Please never stop noticing.
    This is going on the fridge.
    Je le garde pour demain matin. Merci.
    And a good evening from the other end of town.
    I needed a reason to smile.
    That is better than the newspaper.
    Reading it for the third time.
    You made an ordinary day a little larger.
    """

  /// Fit below anything.
  static let anyReplies = """
    Amen.
    Thank you for this.
    🙏
    ❤️
    Bless you.
    Yes.
    So true.
    Peace to you.
    Well said.
    Thinking of you.
    Glad you are here.
    👏👏
    """
}
