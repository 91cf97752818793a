package io.reelsync.samplesite.page;

import io.reelsync.samplesite.catalogue.TitleFacts;
import java.util.List;

/** The block {@code #interest_sectl}: the score and who gave it; nothing at all where the rating is switched off. */
final class RatingBlock {
    private static final String[] STAR_WORDS = {"很差", "较差", "还行", "推荐", "力荐"};

    private RatingBlock() {}

    static String of(TitleFacts facts, Layout layout) {
        List<Double> distribution = facts.ratingDistribution();
        if (facts.score() == null && facts.noScoreText() == null) {
            return "";
        }
        StringBuilder html = new StringBuilder(2048);
        html.append("<div id=\"interest_sectl\">\n    <div class=\"rating_wrap clearbox\" rel=\"v:rating\">\n")
                .append("        <div class=\"clearfix\"><div class=\"rating_logo ll\">豆瓣评分</div></div>\n")
                .append("<div class=\"rating_self clearfix\" typeof=\"v:Rating\">\n")
                .append("    <strong class=\"ll rating_num\" property=\"v:average\">")
                .append(facts.score() == null ? "" : facts.score())
                .append("</strong>\n    <span property=\"v:best\" content=\"10.0\"></span>\n");
        if (facts.score() == null || distribution == null) {
            html.append(
                            "    <div class=\"rating_right not_showed\">\n        <div class=\"ll bigstar bigstar00\"></div>\n")
                    .append("        <div class=\"rating_sum\">\n                ")
                    .append(facts.noScoreText())
                    .append("\n        </div>\n    </div>\n</div>\n<div class=\"ratings-on-weight\">\n</div>\n");
        } else {
            html.append("    <div class=\"rating_right \">\n        <div class=\"ll bigstar bigstar")
                    .append(Math.round(facts.score()) * 5)
                    .append("\"></div>\n        <div class=\"rating_sum\">\n")
                    .append("                <a href=\"comments\" class=\"rating_people\"><span property=\"v:votes\">")
                    .append(facts.votes())
                    .append("</span>人评价</a>\n        </div>\n    </div>\n</div>\n");
            stars(distribution, html);
        }
        return layout.finish(html.append("    </div>\n</div>\n").toString());
    }

    private static void stars(List<Double> distribution, StringBuilder html) {
        html.append("<div class=\"ratings-on-weight\">\n");
        for (int stars = 5; stars >= 1; stars--) {
            double share = distribution.get(5 - stars);
            html.append("        <div class=\"item\">\n        <span class=\"stars")
                    .append(stars)
                    .append(" starstop\" title=\"")
                    .append(STAR_WORDS[stars - 1])
                    .append("\">")
                    .append(stars)
                    .append("星</span>\n        <div class=\"power\" style=\"width:")
                    .append(Math.round(share))
                    .append("px\"></div>\n        <span class=\"rating_per\">")
                    .append(share)
                    .append("%</span>\n        <br />\n        </div>\n");
        }
        html.append("</div>\n");
    }
}
