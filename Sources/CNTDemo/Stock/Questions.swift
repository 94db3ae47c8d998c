extension Stock {
  static let questions = """
    Why two creation stories? | Genesis 1 and Genesis 2 tell it in a different order. Do you read them as one account, or as two windows on the same garden?
    “Selah” | It stands there 71 times in the Psalms, and nobody can tell me what it means. Do you read it aloud or leave a pause?
    Where to begin? | A friend wants to read the Bible for the first time. I would say Mark; my wife says Ruth. What did you start with?
    How do you pray with children? | Ours are 3 and 6. Anything longer than a breath and someone is under the table.
    The unforgivable sin | I read Mark 3 last night and did not sleep well. How have wise people explained it to you?
    What is charity? | In 1 Corinthians 13 the King James says charity where others say love. Is something gained by the old word?
    Fasting and medicine | I take tablets with food three times a day. How do others in my place keep a fast?
    Who wrote Hebrews? | Origen said that only God knows. Has anybody got further in the meantime?
    Is it wrong to be angry at God? | Asking for somebody. The somebody is me.
    @miriam Ἐν ἀρχῇ ἦν ὁ λόγος | John begins with ἐν ἀρχῇ as Genesis does in the Septuagint. How do you make that echo heard when you read aloud in English?
    Reading plan for slow readers | One chapter a day is too fast for me. Is anyone else on a verse a day?
    Names in Chronicles | Honest question: do you read the nine chapters of names, or do you turn the pages with a clear conscience?
    What did Jesus write? | In John 8 he stoops down and writes on the ground. I have wondered about it since I was nine.
    Best translation for reading aloud? | Not for study: for the ear. I keep coming back to the King James although I stumble over every “thereof”.
    Does Jonah end well? | The book stops with a question and much cattle. Did he ever answer?
    Tithing on a loan | Before or after the bank? I would rather hear from people who have been in debt than from people who have not.
    Silence in the service | We are thinking about a full minute after the sermon. Has your church tried it? Do people cough?
    Sabbath with shift work | My day off moves through the week. How do you keep a Sabbath that will not keep still?
    @daniel 主は私の羊飼い | A Japanese visitor asked why Psalm 23 turns from “he” to “thou” halfway. I had played it a hundred times and never seen it. Why does it?
    The thorn | Paul asks three times and gets {2Corinthians 12:9-9} Does that answer comfort you or frustrate you?
    Should I tell them? | I found out something about a friend’s business. It is legal. It is not right. Matthew 18, or mind my own?
    How do you end a prayer group? | Ours has run for nine years and is tired. Nobody wants to be the one to say so.
    Memory | How do you learn verses by heart after fifty? I used to write on my hand, and it worked until I washed.
    Why is Esther in it? | God is not mentioned once. I love it more than most. What do you make of it?
    Godparents | We are asked to be godparents for a child whose parents are not sure what they believe. What would you promise?
    Two coats | {Luke 3:11-11} How literally do you take it? I counted mine and stopped at six.
    Music in Lent | Our organist wants none at all, our drummer wants to drum softly. Opinions? Gentle ones?
    Children at communion | At what age, and who decides? We are two families from two traditions at one table.
    @lucia ¿Cómo explicar la Trinidad? | A los niños de seis años, digo. Ya probé con el agua, el hielo y el vapor, y uno preguntó cuál de los tres es la sopa.
    Is doubt a sin? | “Lord, I believe; help thou mine unbelief.” I have always thought that was the most honest line in Mark.
    Old hymnals | We have 200 of them in boxes. Give them away, keep them, or learn to sing from them again?
    Forgive and forget? | I can do the first. Is the second even asked of us?
    The rich young man | He went away sorrowful. Do you think he ever came back?
    Writing in your Bible | Do you? My grandmother did in pencil, my mother never, and I use three colours and feel guilty about the green.
    Visiting somebody in prison | First time next week. What do I bring, what do I not say?
    A question about Job | His friends sit with him for seven days and say nothing, and it is the best thing they do. Then they talk.¶I have a friend in trouble and I am on day three of saying nothing. When do you speak? Is there a moment, or does one simply go on bringing bread?
    """
}
