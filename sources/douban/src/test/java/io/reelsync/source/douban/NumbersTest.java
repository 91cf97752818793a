package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.VideoFacts.ReleaseDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write for numbers and dates. */
class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "147分钟, 147",
                "约60min, 60",
                "161分钟(印度), 161",
                "98 mins, 98",
                "90, 90",
                "约 45, 45",
                "1小时40分钟, 100",
                "2小时, 120",
                "1h 30m, 90",
                "2 hours, 120",
                "1.5小时, 90",
                "2.25 hours, 135",
                "1小时零5分, 65",
                "1小时〇5分, 65",
                "2个小时, 120",
                "1个半小时, 90",
                "2小时半, 150",
                "1小时30(加长版), 90",
                "1 hour and 40 min, 100",
                "1時間40分, 100",
                "1시간 40분, 100",
                "01:38:00, 98",
                "1:38:30(法国), 98",
                "120分钟(导演剪辑版2小时30分), 120",
                "１２０分钟, 120",
                "１．５小时, 90",
                "０１：３８：００, 98",
                "۹۶ دقیقه min, -",
                "۹۶min, 96",
                "๑๐๒分钟, 102",
                "98 мин., 98",
                "5:30, -",
                "USA: 113 min, 113",
                "45-50分钟, 45",
                "每集22分钟, 22",
                "101', 101",
                "5分30秒, 5",
                "22.5分钟, 22",
                "45秒, -",
                "0分钟, -",
                "待定, -",
                "2011年版, -"
            })
    void readsMinutesOfARuntime(String written, @Nullable Integer minutes) {
        assertThat(Numbers.minutes(written)).isEqualTo(minutes);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2051, 2051",
                "'2,397,103', 2397103",
                "12345678901, 12345678901",
                "٥١٢٠, 5120",
                "'５，１２０人评价', 5120",
                "1.2万, -",
                "0, -",
                "-3, -",
                "人, -"
            })
    void readsACountOfPeople(String written, @Nullable Long count) {
        assertThat(Numbers.count(written)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2018-08-31(中国大陆), 2018-08-31, 中国大陆",
                "2011, 2011, -",
                "2011-5, 2011-05, -",
                "1999 (美国), 1999, 美国",
                "2019（戛纳电影节）, 2019, 戛纳电影节",
                "2010年9月1日(中国大陆), 2010-09-01, 中国大陆",
                "2010年, 2010, -",
                "2021-02-09(日本(重映)), 2021-02-09, 日本(重映)",
                "2021-02-09(日本)(重映), 2021-02-09, (日本)(重映)",
                "法国: 1895-12-28, 1895-12-28, 法国",
                "2011-02-30(美国), 2011-02, 美国",
                "2011-00-00, 2011, -",
                "2022-07-08(中国台湾 2K重映), 2022-07-08, 中国台湾 2K重映",
                "14 May 1993(英国), 1993-05-14, 英国",
                "'May 14, 1993 (UK)', 1993-05-14, UK",
                "3rd of September 2004(加拿大), 2004-09-03, 加拿大",
                "Sept. 2004, 2004-09, -",
                "31 Feb 2011(美国), 2011-02, 美国",
                "1-Dec-1999, 1999-12-01, -",
                "Mayfair 2019, 2019, Mayfair",
                "2019-05-03(Cannes May 2018), 2019-05-03, Cannes May 2018",
                "２０１８－０８－３１（中国大陆）, 2018-08-31, 中国大陆",
                "２０１１(２号厅), 2011, ２号厅",
                "۱۹۹۳-۰۵-۱۴(ایران), 1993-05-14, ایران",
                "2018–08–31(美国), 2018-08-31, 美国",
                "待定(美国), -, -",
                "12345, -, -"
            })
    void readsAReleaseAsExactAsItIsGiven(String written, @Nullable String date, @Nullable String place) {
        ReleaseDate release = ReleaseText.parse(written).orElse(null);

        assertThat(release == null ? null : release.date().toString()).isEqualTo(date);
        assertThat(release == null ? null : release.place()).isEqualTo(place);
    }
}
