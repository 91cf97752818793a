package io.reelsync.source.douban;

import io.reelsync.limit.Rate;
import io.reelsync.source.Answer;
import io.reelsync.source.BrokenPageException;
import io.reelsync.source.ListPage;
import io.reelsync.source.PageRequest;
import io.reelsync.source.Source;
import io.reelsync.source.SubjectId;
import io.reelsync.source.Verdict;
import io.reelsync.source.VideoFacts;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Douban as a source: lists from the mobile site's JSON, details from the titles' pages.
 *
 * <p>Or any site of the same shape, at the addresses of the settings.
 */
@Component
class DoubanSource implements Source {
    static final String NAME = "douban";

    /** The most titles that one page of a list has. */
    private static final int LIST_PAGE = 100;

    private final DoubanSettings settings;
    private final AnswerJudge judge;
    private final ListReader lists = new ListReader();
    private final DetailsReader details;

    DoubanSource(DoubanSettings settings, Clock clock) {
        this.settings = settings;
        this.judge = new AnswerJudge(clock);
        this.details = new DetailsReader(clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return "豆瓣";
    }

    @Override
    public Rate rate() {
        return settings.rate();
    }

    @Override
    public Set<String> feeds() {
        return DoubanFeed.names();
    }

    @Override
    public int listSize() {
        return settings.listSize();
    }

    @Override
    public PageRequest listRequest(String feed, int start, int count) {
        String query = DoubanFeed.of(feed).pathAndQuery(start, Math.min(count, LIST_PAGE));
        return new PageRequest(
                URI.create(settings.apiUrl() + query),
                Map.of("Accept", "application/json", "Referer", settings.apiUrl() + "/"));
    }

    @Override
    public PageRequest detailsRequest(SubjectId subject) {
        if (!subject.source().equals(NAME)) {
            throw new IllegalArgumentException(subject + " is no subject of Douban");
        }
        return new PageRequest(
                URI.create(settings.webUrl() + "/subject/" + subject.id() + "/"),
                Map.of("Accept", "text/html", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.6"));
    }

    @Override
    public boolean owns(String host) {
        return host.equalsIgnoreCase(settings.webUrl().getHost())
                || host.equalsIgnoreCase(settings.apiUrl().getHost());
    }

    @Override
    public Verdict judge(Answer answer) {
        return judge.judge(answer);
    }

    @Override
    public ListPage readList(String feed, Answer answer) throws BrokenPageException {
        return lists.read(DoubanFeed.of(feed), answer.body());
    }

    @Override
    public VideoFacts readDetails(SubjectId subject, Answer answer) throws BrokenPageException {
        return details.read(subject, answer.text());
    }
}
