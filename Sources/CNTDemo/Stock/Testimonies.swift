extension Stock {
  static let testimonies = """
    Eleven months sober today | I did not think I would write this. Eleven months. The Tuesday group never once made me feel counted. Thank you.
    He called me back | My brother and I had not spoken for six years. He rang on Sunday, asked how to make our mother’s soup, and we talked for two hours.
    The scan was clear | Clear! I have read the letter so often that the fold is wearing through. Thank you to everybody who sat with me in that corridor.
    A job after fourteen months | I start on Monday, at a school kitchen, twenty minutes from home. I cried in the car and then laughed at myself for crying in the car.
    What the night shift taught me | Three in the morning, a patient asked me to read “the one with the valley”. I knew it by heart and did not know that I did.
    @grace Psalm 119, verse by verse | I am at verse 57 and have kept going for 57 days. Some days it is a lamp, some days it is a list. Both have been good for me.
    Baptised in the rain | We had planned for sun. It poured, the children danced in it, and my grandfather said it was only fair to be wet on both sides.
    The loan is paid | Five years of small envelopes. Last one handed in this morning. We ate cake standing up in the hall.
    My daughter prayed for me | She is four. She put her hand on my knee and said, “Help Papa not be cross with the printer.” I was healed of the printer.
    Forgiving him took a year | I said the words in January and meant them in December. Both days counted, I think.
    @tobias A table for ten | I built a table out of the old church floor. Last night ten people ate at it who had not met before. That is all, and it was a great deal.
    Home from the hospital | Nineteen days, two operations, one very patient nurse from Manila who hummed while she worked. I am home.
    She came back to choir | We kept her chair free since spring. On Thursday she sat in it, sang alto as if nothing had happened, and took the biscuits home.
    A stranger paid | I was short at the till and a man behind me said “I’ve been there” and paid and left before I could see his face properly.
    Learning to be quiet | I used to fill every prayer with words. This month I have tried two minutes of nothing. {Psalms 46:10-10} It is harder than running.
    He asked to come along | Twenty years I have gone by myself. This Sunday my husband stood in the door with his coat on and said, “Is it warm in there?”
    The exam I failed twice | Passed. Third time. My tutor wrote “persistent in hope” on the card and I have stuck it over my desk.
    Small answer, big answer | I asked for patience with my mother. I got a flat tyre, a long walk and a long talk with my mother.
    @lucia La primera vez | Mi hija leyó sola el Salmo 23 delante de todos. Se equivocó una vez, respiró y siguió. Yo no respiré hasta el final. 🙏
    After the flood | The water took the ground floor and spared the photographs, which I had moved upstairs “for no reason” the week before.
    A letter from prison | My cousin wrote from inside: four pages about Philippians and one about football. It is the longest letter he has ever written.
    I can sleep again | For two years I woke at four. Since the new year I wake at four, say one psalm aloud, and go back to sleep. Not magic. Mercy.
    The old piano | Someone left a piano on the pavement with a note: “works, wants children”. It lives in our hall now, and it has its children.
    Grandmother’s Bible | I found hers in a box: coffee rings, pressed violets, and my name beside a verse, dated the week I was born.
    He said sorry first | I had my speech ready, three points. He opened the door and said sorry before I said hello. I have never been so glad to waste a speech.
    @miriam من بيروت | كتبت لي أمي هذا الصباح: «عاد النور إلى الحيّ، وعادت العصافير معه». الحمد لله على الأشياء الصغيرة.
    Ten years since the accident | I walk with a stick and I walk. Ten years ago today they were not sure of either.
    The neighbours’ dog | Odd answer to a prayer about loneliness: the neighbours moved abroad and asked if I would keep their dog. I am not lonely. I am covered in hair.
    @daniel 첫 찬양 | 오늘 예배에서 처음으로 한국어로 찬양했습니다. 아무도 가사를 몰랐지만 모두 함께 불렀어요. I have never heard such cheerful wrong vowels.
    What I gave up | I gave up being right for Lent. My family reports mixed results but a marked improvement in breakfasts.
    Our first harvest | Forty kilos of tomatoes from the churchyard beds, most of them given away before noon. The slugs have been thanked for their restraint.
    A year without him | I thought the year would be a wall. It was a road, and people walked it with me, mostly carrying soup.
    The call at 2 a.m. | The phone rang and it was good news. I had forgotten that phones can do that at night.
    From the back row | I have sat in the back row for three years, near the door. Last week I moved up one row. Nobody said anything, and a lady smiled.
    Reading together | My father cannot see the page any more, so I read and he corrects me from memory. He has not been wrong yet.
    They named her Hope | After eight years. Two kilos and a hundred grams, and a very determined chin. Her name is Hope, and nobody argued.
    The bus driver | Every day I say good morning, every day nothing. Today he said, “You’re late, I waited.” I sat down and grinned for six stops.
    A long one, sorry | When I came here I did not know anybody and did not want to. I sat where I could leave. I left early for most of a year, during the last hymn, so that no one would ask me anything.¶Then one evening the door stuck. It was the damp. I stood there pulling at it while the hymn ended behind me, and an old man came over and lifted the handle a little, the way you have to, and said: “It does that. You learn it.” He did not ask me anything.¶I know how to open that door now. I showed somebody else last week. I think that is what a testimony is: it does that, you learn it, lift it a little.
    """
}
