package io.reelsync.samplesite.invention;

import java.util.List;

/** A country of production as the site writes it, with what follows from it for names and languages. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable ones
public enum Land {
    CHINA("中国大陆", Tongue.CHINESE, "汉语普通话"),
    HONG_KONG("中国香港", Tongue.CHINESE, "粤语"),
    TAIWAN("中国台湾", Tongue.CHINESE, "汉语普通话", "闽南语"),
    UNITED_STATES("美国", Tongue.ENGLISH, "英语"),
    UNITED_KINGDOM("英国", Tongue.ENGLISH, "英语"),
    CANADA("加拿大", Tongue.ENGLISH, "英语", "法语"),
    FRANCE("法国", Tongue.FRENCH, "法语"),
    BELGIUM("比利时", Tongue.FRENCH, "法语", "荷兰语"),
    GERMANY("德国", Tongue.GERMAN, "德语"),
    JAPAN("日本", Tongue.JAPANESE, "日语"),
    KOREA("韩国", Tongue.KOREAN, "韩语");

    /** In which script and with which words titles and people are named. */
    enum Tongue {
        CHINESE,
        ENGLISH,
        FRENCH,
        GERMAN,
        JAPANESE,
        KOREAN
    }

    private final String written;
    private final Tongue tongue;
    private final List<String> languages;

    Land(String written, Tongue tongue, String... languages) {
        this.written = written;
        this.tongue = tongue;
        this.languages = List.of(languages);
    }

    public String written() {
        return written;
    }

    public List<String> languages() {
        return languages;
    }

    Tongue tongue() {
        return tongue;
    }

    boolean isWestern() {
        return tongue == Tongue.ENGLISH || tongue == Tongue.FRENCH || tongue == Tongue.GERMAN;
    }
}
