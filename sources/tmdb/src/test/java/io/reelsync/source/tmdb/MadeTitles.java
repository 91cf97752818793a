package io.reelsync.source.tmdb;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Details of titles that don't exist, to be changed by each test. */
final class MadeTitles {
    static final String FILM_ID = "movie/9100300";
    static final String SERIES_ID = "tv/9100300";

    private static final JsonMapper JSON = new JsonMapper();

    private static final String FILM = """
            {"adult": false, "id": 9100300, "imdb_id": "tt9100300", "title": "长桥来信",
             "original_title": "Lettres du pont", "original_language": "fr", "origin_country": ["FR"],
             "overview": "一座桥，两封信。", "release_date": "2019-05-03", "runtime": 102, "status": "Released",
             "poster_path": "/longBridge_1.jpg", "vote_average": 7.449, "vote_count": 2051,
             "genres": [{"id": 18, "name": "剧情"}, {"id": 10749, "name": "爱情"}],
             "production_countries": [{"iso_3166_1": "CN", "name": "China"}, {"iso_3166_1": "FR", "name": "France"}],
             "spoken_languages": [{"iso_639_1": "zh", "english_name": "Mandarin", "name": "普通话"},
                {"iso_639_1": "fr", "english_name": "French", "name": "Français"}],
             "credits": {
                "cast": [{"id": 12, "name": "石一山", "order": 1}, {"id": 11, "name": "白鹿鸣", "order": 0}],
                "crew": [{"id": 13, "name": "林一舟", "job": "Director", "department": "Directing"},
                    {"id": 13, "name": "林一舟", "job": "Screenplay", "department": "Writing"},
                    {"id": 14, "name": "何远", "job": "Novel", "department": "Writing"},
                    {"id": 15, "name": "周野", "job": "Script Supervisor", "department": "Directing"}]},
             "external_ids": {"imdb_id": "tt9100300"},
             "alternative_titles": {"titles": [{"iso_3166_1": "US", "title": "The Bridge Letters", "type": ""}]},
             "release_dates": {"results": [
                {"iso_3166_1": "US", "release_dates": [
                    {"type": 4, "release_date": "2020-02-01T00:00:00.000Z", "note": "", "certification": "PG"},
                    {"type": 3, "release_date": "2019-11-08T00:00:00.000Z", "note": "", "certification": "PG"}]},
                {"iso_3166_1": "FR", "release_dates": [
                    {"type": 1, "release_date": "2019-05-03T00:00:00.000Z", "note": "Festival of Lyon"},
                    {"type": 3, "release_date": "2019-05-08T00:00:00.000Z", "note": ""}]}]},
             "translations": {"translations": [
                {"iso_3166_1": "CN", "iso_639_1": "zh", "data": {"title": "长桥来信", "overview": "一座桥，两封信。"}},
                {"iso_3166_1": "US", "iso_639_1": "en", "data": {"title": "Letters from the Long Bridge",
                    "overview": "A bridge and two letters."}},
                {"iso_3166_1": "FR", "iso_639_1": "fr", "data": {"title": "", "overview": "Un pont, deux lettres."}}]},
             "images": {"posters": [{"iso_639_1": "en", "file_path": "/english.jpg"}]}}""";

    private static final String SERIES = """
            {"adult": false, "id": 9100300, "name": "渡口人家", "original_name": "渡口人家", "original_language": "zh",
             "origin_country": ["CN"], "overview": "渡口的故事。", "first_air_date": "2021-03-01",
             "episode_run_time": [45], "number_of_episodes": 24, "number_of_seasons": 2, "status": "Returning Series",
             "seasons": [{"season_number": 0, "episode_count": 3}, {"season_number": 1, "episode_count": 12},
                {"season_number": 2, "episode_count": 12}],
             "last_episode_to_air": {"season_number": 2, "episode_number": 5},
             "next_episode_to_air": {"season_number": 2, "episode_number": 6},
             "created_by": [{"id": 21, "name": "江边客"}], "poster_path": null,
             "genres": [{"id": 18, "name": "剧情"}], "vote_average": 8.1, "vote_count": 12,
             "production_countries": [{"iso_3166_1": "CN", "name": "China"}],
             "spoken_languages": [{"iso_639_1": "zh", "english_name": "Mandarin", "name": "普通话"}],
             "external_ids": {"imdb_id": "tt9100301"},
             "alternative_titles": {"results": [{"iso_3166_1": "US", "title": "Ferry People", "type": ""}]},
             "credits": {"cast": [], "crew": [{"id": 22, "name": "石小山", "job": "Director"}]}}""";

    private MadeTitles() {}

    static ObjectNode film() {
        return (ObjectNode) JSON.readTree(FILM);
    }

    static ObjectNode series() {
        return (ObjectNode) JSON.readTree(SERIES);
    }
}
