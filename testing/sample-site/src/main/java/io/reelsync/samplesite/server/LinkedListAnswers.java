package io.reelsync.samplesite.server;

import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.content.LinkedLists;
import io.reelsync.samplesite.content.LinkedLists.Entry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The lists that have links of their own. What a user whose name begins with {@code private} wishes is for who is signed in. */
final class LinkedListAnswers {
    private static final Pattern COLLECTION = Pattern.compile("/rexxar/api/v2/subject_collection/(\\w{1,64})/items");
    private static final Pattern DOULIST = Pattern.compile("/doulist/(\\d{1,12})/");
    private static final Pattern WISHES = Pattern.compile("/people/([\\w.-]{1,64})/wish");
    private static final int MOST_AT_ONCE = 50;

    private final LinkedLists lists;

    LinkedListAnswers(Content content) {
        this.lists = new LinkedLists(content);
    }

    /** Empty where the address is another one. */
    Optional<Reply> to(SiteRequest asked) {
        int start =
                asked.parameter("start", "0").matches("\\d{1,9}") ? Integer.parseInt(asked.parameter("start", "0")) : 0;
        Matcher collection = COLLECTION.matcher(asked.path());
        if (collection.matches()) {
            return Optional.of(collection(collection.group(1), start, asked));
        }
        Matcher doulist = DOULIST.matcher(asked.path());
        if (doulist.matches()) {
            List<Entry> all = lists.doulist(asked.base());
            List<Entry> rows = LinkedLists.part(all, start, LinkedListPages.OF_A_DOULIST);
            return Optional.of(
                    Reply.html(200, LinkedListPages.doulist(doulist.group(1), rows, start, all.size(), asked.base())));
        }
        Matcher wishes = WISHES.matcher(asked.path());
        return wishes.matches() ? Optional.of(wishes(wishes.group(1), start, asked)) : Optional.empty();
    }

    private Reply collection(String name, int start, SiteRequest asked) {
        if (!asked.referred()) {
            return json(400, Map.of("code", 996, "msg", "invalid_request: a referer of the mobile site is needed"));
        }
        Optional<List<Entry>> all = lists.collection(name, asked.base());
        if (all.isEmpty()) {
            return json(404, Map.of("code", 1006, "msg", "target_not_found", "request", "GET " + asked.path()));
        }
        String count = asked.parameter("count", "20");
        int size = count.matches("\\d{1,3}") ? Math.min(Integer.parseInt(count), MOST_AT_ONCE) : 20;
        List<Entry> part = LinkedLists.part(all.get(), start, size);
        List<Map<String, Object>> items = new ArrayList<>();
        for (Entry entry : part) {
            items.add(LinkedLists.json(entry, start + items.size() + 1));
        }
        return json(
                200,
                Map.of(
                        "total", all.get().size(),
                        "start", start,
                        "count", items.size(),
                        "subject_collection", Map.of("id", name, "name", "编造的片单"),
                        "subject_collection_items", items));
    }

    private Reply wishes(String user, int start, SiteRequest asked) {
        if (user.startsWith("private") && !asked.signedIn()) {
            String back = URLEncoder.encode(asked.base() + asked.pathQuery(), StandardCharsets.UTF_8);
            return Reply.redirect(302, asked.base() + "/passport/login?redir=" + back);
        }
        List<Entry> all = lists.wishes(asked.base());
        List<Entry> rows = LinkedLists.part(all, start, LinkedListPages.OF_WISHES);
        return Reply.html(200, LinkedListPages.wishes(user, rows, start, all.size(), asked.base()));
    }

    private static Reply json(int status, Object value) {
        return Reply.of(status, Reply.JSON, JsonMapper.shared().writeValueAsBytes(value));
    }
}
