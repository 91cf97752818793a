package io.reelsync.gateway.catalog;

import io.reelsync.catalog.Video;
import io.reelsync.catalog.Videos;
import io.reelsync.gateway.web.Answers;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Refused;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the stored videos are read. */
@RestController
@RequestMapping("/api/videos")
class VideosController {
    private final Videos videos;
    private final Answers answers;

    VideosController(Videos videos, Answers answers) {
        this.videos = videos;
        this.answers = answers;
    }

    @GetMapping
    ResponseEntity<Envelope<Listing<VideoJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery();
        Paging paging = Paging.of(fields, query.get("page"), query.get("size"));
        VideoQuery wanted = VideoQuery.read(fields, query);
        fields.check();
        Page<Video> found = videos.findAll(
                wanted.filter(),
                PageRequest.of(paging.page(), paging.size(), wanted.sort().order()));
        return answers.ok(new Listing<>(
                found.map(VideoJson::of).getContent(), paging.page(), paging.size(), found.getTotalElements()));
    }

    @GetMapping("/{id}")
    ResponseEntity<Envelope<VideoJson>> one(@PathVariable String id) {
        return PathId.parse(id)
                .flatMap(videos::findById)
                .map(VideoJson::of)
                .map(answers::ok)
                .orElseThrow(Refused::notFound);
    }
}
