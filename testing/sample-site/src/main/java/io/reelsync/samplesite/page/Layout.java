package io.reelsync.samplesite.page;

import io.reelsync.samplesite.invention.Dice;

/**
 * In which of the forms that the real site's pages have had over the years a title's page is written.
 *
 * @param doubleQuotes labels with double quotes throughout, as browsers save them
 * @param personage people's links lead to the site's newer pages
 * @param oldReport the summary stands in {@code #link-report}
 * @param imdbLink the number at IMDb is a link, under an older label
 * @param longFirst the hidden long summary stands before the short one
 * @param foldedActors the actors are rebuilt by a script, most of them hidden
 * @param prettified a formatter has broken tags and texts over lines
 * @param rawControls the structured data holds raw line breaks and tabs
 */
record Layout(
        boolean doubleQuotes,
        boolean personage,
        boolean oldReport,
        boolean imdbLink,
        boolean longFirst,
        boolean foldedActors,
        boolean prettified,
        boolean rawControls) {

    static Layout of(long id) {
        Dice dice = Dice.of(id, 0, "layout");
        boolean prettified = dice.percent(7);
        return new Layout(
                prettified || dice.percent(15),
                dice.percent(40),
                dice.percent(30),
                dice.percent(15),
                dice.percent(20),
                dice.percent(18),
                prettified,
                dice.percent(12));
    }

    String quote() {
        return doubleQuotes ? "\"" : "'";
    }

    /** The part of a page after the formatter, if one was at work. */
    String finish(String html) {
        if (!prettified) {
            return html;
        }
        return html.replace("<br/>", "<br />\n")
                .replace("<a href=", "<a\n                          href=")
                .replace("<span property=", "<span\n                      property=")
                .replace("</a>", "</a\n                        >")
                .replace("</span>", "</span\n                      >")
                .replace(" / ", "\n                        / ");
    }
}
