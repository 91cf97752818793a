package io.reelsync.source.douban;

import io.reelsync.source.ListLink;
import io.reelsync.source.ListLinks;
import java.util.Optional;

/** Collections of the mobile site, doulists, and what somebody wishes to see. */
final class DoubanListLinks implements ListLinks {

    @Override
    public Optional<ListLink> find(String text) {
        return DoubanList.find(text).map(DoubanList::link);
    }

    @Override
    public String inEnglish() {
        return "the link of a collection (m.douban.com/subject_collection/…) or its name, of a doulist"
                + " (www.douban.com/doulist/…) or of a wish list (movie.douban.com/people/…/wish)";
    }

    @Override
    public String inChinese() {
        return "片单链接（m.douban.com/subject_collection/…）或片单名、豆列链接（www.douban.com/doulist/…）"
                + "或“想看”链接（movie.douban.com/people/…/wish）";
    }
}
