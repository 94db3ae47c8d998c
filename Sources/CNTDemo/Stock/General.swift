extension Stock {
  static let general = """
    #☀ Good morning | The light came through the east window at 7:14 and stayed for eleven minutes. I timed it. Good morning, everybody.
    Thankful for | Warm bread, a text from an old friend, and a seat on the 8:05. Yours?
    #☂ Rain on the roof | Best hymn accompaniment there is, and always in tune.
    @daniel Sunday’s prelude | Several people asked: it was “Old Hundredth”, very slowly, with the left hand doing as it liked.
    Overheard after the service | “I didn’t agree with a word of it.” “Nor I. Same time next week?”
    My walk today | Four kilometres, two herons, one conversation I had been putting off.
    @lucia Gracias | A quien dejó flores en la puerta de la sala de los niños: las pusimos en un vaso de yogur y son las flores más miradas del barrio. 🌼
    Saturday baking | Seven loaves. I know. It was not on purpose.
    Something my grandmother said | “Pray as if it depends on Him, and peel potatoes as if it depends on you.”
    @tobias From the workshop | A joint that is glued in a hurry opens in a year. I am told that this is also true of other things.
    @miriam قهوة الصباح | قهوة، مزمور، ونافذة مفتوحة على الحديقة. صباح الخير للجميع ☕️
    #✉ Cards | We wrote forty cards to people who live alone. Thirty-one have answered so far, one in verse.
    First snow | The whole street went quiet at once, like a church before the first note.
    Commuter psalm | I read one psalm a day between two stations. If the train is late I get two.
    @grace Night shift ended | The sky is the colour of apricots and everybody on my ward is asleep. Going home to do the same. Good night, good morning.
    Cat theology | Our cat enters during grace every evening, on time, and sits on whoever is praying longest.
    An unexpected guest | The plumber stayed for evening prayer because, he said, the acoustics deserved it. He has a fine tenor.
    Names | I have learned thirty names since September. If I call you by the wrong one, it is one of yours, only later.
    #★ Clear night | You could see the Milky Way from the car park. Seven of us stood there until our necks hurt.
    Reading glasses | There are now eleven pairs in the lost property box. Between us we are not seeing well.
    @daniel 감사 | 학생들이 시험을 마치고 피아노 뒤에서 몰래 연습한 찬송을 불러 주었습니다. 선생님이 되길 잘했다. 🎹
    Allotment news | The beans are up. The other beans, which I did not plant, are also up.
    Kindness count | Today I counted kindnesses instead of steps. I got to 23 before lunch and lost count at the post office.
    A good question | A child asked me whether God gets bored in heaven. I said I would look it up.
    In praise of the back door | Half of this church came in through the kitchen and stayed for the washing-up.
    @tobias Tystnad | Det bästa med kyrkan på landet är den minut då alla har slutat prata men ingen har börjat sjunga.
    Two hands | One family of ours speaks in sign. Last week half the row learned “peace be with you”. It is beautiful when forty people say it without a sound.
    The photograph | I found one of the 1974 outing. Everybody is squinting, and someone is holding a goose. Does anyone know why?
    #♫ Four parts | We sang without the organ tonight. Somewhere in verse three it stopped being four parts.
    Library corner | Someone returned a book that was borrowed in 1998, with a note and a bar of chocolate. All is forgiven.
    @miriam Accents | I practised “Thessalonians” for a week and then stumbled over “Mark”. Vive l’humilité, même en voyageant: cafe\u{301}, the\u{301} et re\u{301}pe\u{301}tition.
    平安 | 新来的朋友教我们用中文说“平安”。今天早上,整条走廊都在互道平安。
    Family of five 👨‍👩‍👧‍👦➕1 | We are six from today! Everyone well, nobody slept, the dog is confused. 🎉
    What I noticed this week | Monday: the caretaker sweeps round the sleeping man instead of waking him.¶Tuesday: a girl gave up her seat before being asked, and then looked as if she wished for another to give.¶Wednesday: nothing, I was in a mood.¶Thursday: someone had mended the gate. Nobody knows who.¶Friday: the sleeping man swept the steps.
    Shalom, שָׁלוֹם | We looked up the word on Tuesday: not only peace, but wholeness, nothing missing and nothing broken. I have been looking at my kitchen differently.
    Nothing special | No news, no request. I just wanted to say that I read what you all write here, and it helps.
    """

  static let verses = """
    #❝ For a hard Monday | {Isaiah 40:31-31} ¶Walking without fainting is quite enough for today.
    #❝ Be still | {Psalms 46:1-3} ¶I read it to the end before I look at the news.
    #❝ New every morning | {Lamentations 3:22-23} ¶Mercies do not keep overnight. Like bread.
    #❝ What is required | {Micah 6:8-8} ¶Three things. I can remember three things.
    #❝ A cheerful heart | {Proverbs 17:22-22} ¶Prescribed by my grandmother, no side effects.
    #❝ Two are better | {Ecclesiastes 4:9-10} ¶For whoever carried the other end of the sofa.
    #❝ The lilies | {Matthew 6:28-29} ¶I looked at one properly today. It was not in a hurry.
    #❝ Come and rest | {Matthew 11:28-30} ¶Written on the wall of the ward kitchen in felt pen. It has stayed there for years.
    #❝ Perfect love | {1John 4:18-19} ¶We love because; that “because” holds up the whole house.
    #❝ In every thing | {1Thessalonians 5:16-18} ¶The shortest to-do list I know, and not the easiest.
    #❝ Lift up mine eyes | {Psalms 121:1-2} ¶No hills here, but the seventh floor of the hospital does it too.
    #❝ A soft answer | {Proverbs 15:1-1} ¶Tested this morning on the phone with the electricity company. It works.
    #❝ Hope | {Romans 15:13-13} ¶Our benediction on Sunday. Take it with you.
    #❝ The fig tree | {Habakkuk 3:17-18} ¶Although… yet. The whole of faith between two small words.
    #❝ He will rejoice | {Zephaniah 3:17-17} ¶I had read this book twice and never seen that God sings in it.
    #❝ A lamp | {Psalms 119:105-105} ¶Unto my feet: not a searchlight. The next step only.
    #❝ Whatsoever things | {Philippians 4:8-8} ¶I keep this one next to the screen.
    #❝ Entertaining angels | {Hebrews 13:1-2} ¶Be nice to the plumber.
    #❝ With all thy might | {Ecclesiastes 9:10-10} ¶For everybody at work at the weekend.
    #❝ A broken spirit | {Psalms 51:10-12} ¶A prayer for starting again, three thousand years old and not worn out.
    #❝ Light | {Matthew 5:14-16} ¶A candlestick, it says. Not a stage.
    #❝ Bear ye | {Galatians 6:2-2} ¶Thank you to the three who carried mine this week.
    #❝ Two sparrows | {Luke 12:6-7} ¶For anyone who feels small tonight.
    #❝ Peace I leave | {John 14:27-27} ¶Good night, all.
    """
}
