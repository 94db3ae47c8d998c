extension Stock {
  static let prayerRequests = """
    For my father’s operation | Thursday at eight, his heart. He jokes about it, which is how we know he is afraid. Please hold him in your prayers.
    Interview tomorrow | Ten o’clock, the third one this month. I would like to be calm and to be myself, in that order.
    For a friend who will not talk | He answers with one word and a thumb. I do not want to push and I do not want to leave. Wisdom, please.
    Moving to a new city | We leave on Saturday with two children, one cat and no friends there yet. Pray for the first Sunday; it is always the hardest.
    My sister’s pregnancy | Week 27 and on bed rest. She has counted all the ceiling tiles. Please pray for her and for the little one.
    Exams | Three in five days. I have studied; it is the sleeping I cannot do.
    For my mother, who forgets | She knew me on Monday and not on Tuesday. Pray for Wednesdays.
    Our landlord is selling | We have been told to be out by spring. We are looking. Please pray for something near the school.
    Peace at work | Two people I like very much cannot stand each other, and my desk is in the middle.
    Before the hearing | The asylum hearing of the family from our street is next week. Pray for a good interpreter and for courage to say it all once more.
    @miriam صلّوا من أجلنا | صلّوا من أجل أهلي في الجبل: انقطعت الطريق بسبب الثلج وجدّتي وحدها في البيت. She has wood and bread for a week.
    For those on night duty | There are four of us on the ward this weekend instead of seven. Patience and good shoes, please.
    Chronic pain | It has been a bad month. I am not asking for much, an afternoon would do.
    My son’s first day | New school, new language, very large bag. He was brave at the gate and I was not.
    Waiting for results | They said “within ten working days”. It is day eight. I had not known how long a working day is.
    For the boy who broke in | He is fifteen. Nothing was taken in the end but the biscuits. Pray for him, and for whoever should be at home with him.
    Dry season | I read and nothing happens. I pray and nothing happens. I am still here, would you pray in my place for a while?
    @daniel 기도 부탁드립니다 | 할머니께서 다음 주에 퇴원하십니다. 혼자 지내실 집을 준비하는 동안 함께 기도해 주세요.
    For a marriage | Not mine, but close. They have agreed to talk to somebody. Pray that they both turn up.
    Safe roads | My brother drives a lorry across the mountains this week, and the forecast is ice.
    Harvest workers | The seasonal workers came back to the farms, eight to a room again. Pray for them, and about what we might do.
    My first sermon | Five minutes, at the youth service. I have forty minutes of notes and no voice.
    For Amara | She is seven and goes in for treatment again on Monday. She has asked that people pray for her rabbit, too. His name is Kevin.
    Anxious for no reason | Everything is fine and I cannot breathe properly. {Philippians 4:6-7} I know the verse. Pray that I can do it.
    A decision | Two good things and I can only do one. Please pray that I stop making lists.
    For the ones who found him | My colleague’s husband died at home on Friday. Pray for her and for the two boys.
    @lucia Por mi tío Andrés | Está en cuidados intensivos desde el martes. Es terco y fuerte. Una oración, por favor, y otra por las enfermeras.
    Broken wrist, broken plans | Six weeks without playing. It is only a wrist, I know. It is also how I pray.
    Our village well | The pump has failed again and the part is on a ship somewhere. Pray for the ship, and for those carrying water meanwhile.
    I lost my temper | With my child, over shoes. I have said sorry. Pray for the next pair of shoes.
    For a new baby | Born last night, five weeks early, 1900 grams. Everyone is doing well and everyone is terrified.
    Visa | One stamp stands between my parents and our wedding. The office opens again on Monday.
    Grief, second year | Everyone warned me about the first. Please pray for those of us in the second.
    For our city | After this week I have no clever words. For those hurt, those who hurt, and the ones who sweep the glass.
    The choir has no bass | A light one: we sing in three weeks, and Peter has moved to Leeds. Pray for a bass, or for faith in the cellos.
    Surgery went wrong | They will have to do it again. She is tired and so are we. Pray for Wednesday, again.
    Starting over at 54 | Back at college among people younger than my boots. Pray for my memory and my pride.
    My neighbour, alone | She lost her husband in May and keeps laying two plates. I eat there on Tuesdays now. Pray for the other six days.
    Teachers, last week of term | Just that. We are all a little thin at the edges.
    For my enemy | I was told to pray for him, so I am starting by asking others to. It is a start.
    @tobias För skogen | Stormen tog halva skogen och grannens ladugårdstak. Ingen skadad. Be för dem som röjer, det är farligt arbete.
    Please read this slowly | I do not often ask. When I was a child we asked in our house for everything, for rain and for lost keys, and I think I grew out of it the way one grows out of a coat, without deciding anything.¶This week I need the coat again. My wife is ill, it is the word that people say quietly, and we have told the children, and they took it better than we did. The little one wanted to know who would do her hair.¶I am learning to do plaits. Please pray for my wife, whose name is Ruth, and for my clumsy hands.
    """
}
