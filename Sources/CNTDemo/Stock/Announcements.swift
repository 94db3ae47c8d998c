extension Stock {
  static let announcements = """
    @admin Welcome | This is where we talk between Sundays. Ask, thank, tell, pray. Be kind; we are all somebody’s neighbour here.
    @admin New readings every week | Miriam, Lucía, Tobias and Daniel are recording the King James text, a passage at a time. You find them under Podcasts.
    @admin Clocks go back | One hour, this weekend. Those who forget will have a very peaceful church to themselves.
    @admin Posts are read before they appear | A moderator looks at every post first. It usually takes less than a day; write to me if yours seems lost.
    Soup lunch this Saturday | Twelve to two in the hall. Bring a bowl, a spoon and somebody you do not know very well.
    Choir rehearsal moved | Thursday instead of Wednesday, same time, same biscuits.
    @admin Building work | The side door is closed until the end of the month. Please come in by the garden, and mind the step that is not there.
    Clothes for the winter shelter | Coats, scarves and above all men’s shoes, 43 and up. The box is under the stairs.
    @lucia #✿ Children’s church needs paper | Large sheets, any colour, also used on one side. Forty small artists thank you.
    Lost: one blue glove | After the evening service, left hand, knitted by someone who loved somebody.
    @daniel Hymn requests | On the last Sunday of the month you choose. Send me numbers, or hum.
    Lifts to the evening service | If you need one or can give one, answer below. Three seats left from the station.
    @admin Bank holiday hours | The office is closed on Monday. For urgent things ring the bell; I live next to it.
    Bible study: Ruth | Four evenings, four chapters, starting next Tuesday. No homework, but read it once, it takes fifteen minutes.
    Found: one blue glove | Left hand. It was in the piano.
    @admin Thank you | The roof appeal has reached its goal. 212 gifts, the smallest of them 40 cents in an envelope marked “for one nail”.
    Blood donors | The van stands in front of the hall on Friday from three to seven. There is juice.
    @tobias Workshop evening | I show how to mend a chair. Bring a broken one. We shall not talk about anything deep unless it happens.
    Language café | Wednesdays at six: English, العربية, Español, 한국어 and patience.
    @admin Quiet hour | The church is open and unheated from seven to eight every weekday morning, for whoever needs four walls and no words.
    Christmas play: shepherds wanted | We have nine angels and one shepherd. Height and acting no matter.
    @grace Health morning | Two colleagues and I measure blood pressure after the service. Free, friendly, no lectures. ❤️
    Recording the psalms | We want all 150, each in a different voice. 31 are done. Say which is yours.
    @admin About this month | A longer note, once. Attendance is up, the heating is not. We have welcomed three families, buried two old friends and married one couple who met, they tell me, in the queue for coffee.¶The council asks for three things: somebody to look after the noticeboard, somebody to look after the lawn, and somebody to look after the somebody who looks after the noticeboard.¶And thank you for the quiet kindnesses I only hear about by accident. I hear about a good many.
    """
}

extension Stock {
  /// Posts that wait for an admin.
  static let pendingPosts = """
    @grace Before dawn | The corridor was quiet enough tonight to hear the building breathe. I said the whole of Psalm 4 and nobody rang.
    @miriam May I share a poem? | My grandfather wrote one about the cedars. It is long, it is in Arabic, and it has a goat in it.
    @tobias Chairs to give away | Eleven, mended, no two alike. First come, first seated.
    @lucia Foto del domingo | ¿Puedo publicar la foto de los niños con las velas? Pregunté a los padres de todos menos a los de Andrés.
    @daniel A new tune | I have set the charity chapter to music. It lasts eleven minutes. Be honest with me.
    """
}
