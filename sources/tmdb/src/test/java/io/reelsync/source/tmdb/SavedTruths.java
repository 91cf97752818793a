package io.reelsync.source.tmdb;

/**
 * What a person reads in the saved answers: a field a line, lists with slashes between. What isn't named is not there to be
 * found.
 */
final class SavedTruths {
    static final String INCEPTION = """
            title: 盗梦空间
            original_title: Inception
            kind: MOVIE
            year: 2010
            first_release: 2010-07-15
            releases: 1
            directors: 克里斯托弗·诺兰
            writers: 克里斯托弗·诺兰
            first_actors: 莱昂纳多·迪卡普里奥 / 约瑟夫·高登-莱维特 / 渡边谦
            actors: 52
            genres: 动作 / 科幻 / 冒险
            countries: 美国 / 英国
            languages: 英语 / 法语 / 日语 / 斯瓦希里语
            runtime: 148
            imdb_id: tt1375666
            score: 8.4
            votes: 35987
            poster: /mQw9lsrMGlWDHdigLoGvCqX4tz6.jpg
            summary_begins: 道姆·柯布
            """;

    static final String DOCTOR_WHO = """
            title: 神秘博士
            original_title: Doctor Who
            kind: TV
            year: 2005
            first_release: 2005-03-26
            releases: 1
            directors: Sydney Newman / C. E. Webber / Donald Wilson
            first_actors: 朱迪·惠特克 / Mandip Gill / John Bishop
            actors: 3
            genres: 动作 / 冒险 / 剧情 / 科幻 / 奇幻
            countries: 英国 / 加拿大
            languages: 英语
            episode_count: 153
            episodes_out: 153
            imdb_id: tt0436992
            score: 7.5
            votes: 2930
            poster: /2UPuYTatw3OI0WIO3XFZKAX9TL.jpg
            summary_begins: 名为“博士
            """;

    static final String ROCK_CRYSTAL = """
            title: Rock Crystal
            original_title: Bergkristall
            aka: Мост
            kind: MOVIE
            year: 2004
            first_release: 2004-11-18
            releases: 2
            directors: Joseph Vilsmaier
            writers: Klaus Richter / Adalbert Stifter
            first_actors: Dana Vávrová / Daniel Morgenroth / François Goeske
            actors: 25
            genres: 冒险 / 剧情
            countries: 德国 / 奥地利
            languages: 德语
            runtime: 92
            imdb_id: tt0409732
            score: 6.4
            votes: 5
            poster: /8GFxp1rAoJRRN5OGeHRClWGVief.jpg
            summary_begins: The t
            """;

    static final String GAME_OF_THRONES = """
            title: 权力的游戏
            original_title: Game of Thrones
            akas: 28
            kind: TV
            year: 2011
            first_release: 2011-04-17
            releases: 1
            directors: David Benioff / D.B. Weiss
            genres: 科幻 / 奇幻 / 剧情 / 动作 / 冒险
            countries: 美国 / 英国
            languages: 英语
            episode_count: 73
            episodes_out: 73
            episode_runtime: 60
            imdb_id: tt0944947
            score: 8.4
            votes: 21390
            poster: /1XS1oqL89opfnbLl8WnZY1O1uJx.jpg
            summary_begins: 在维斯特洛
            """;

    static final String FIGHT_CLUB = """
            title: 搏击俱乐部
            original_title: Fight Club
            akas: 12
            kind: MOVIE
            year: 1999
            first_release: 1999-09-10
            releases: 68
            languages: 英语
            imdb_id: tt0137523
            poster: /pB8BM7pdSp6B6Ih7QZ4DrQ3PmJK.jpg
            summary_begins: 杰克( 爱
            """;

    private SavedTruths() {}
}
