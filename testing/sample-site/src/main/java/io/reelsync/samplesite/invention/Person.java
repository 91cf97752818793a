package io.reelsync.samplesite.invention;

/**
 * Someone who made or played in a title.
 *
 * @param number the person's number on the site
 * @param name the name as it stands on the page
 * @param latin the name in Latin letters, empty where the page gives none
 */
public record Person(long number, String name, String latin) {
    /** The name as celebrity lists and structured data give it: both forms. */
    public String bothForms() {
        return latin.isEmpty() || latin.equals(name) ? name : name + " " + latin;
    }
}
