package io.reelsync.bench.timeleft;

/** What a run meets. */
enum Scenario {
    STEADY("nothing in its way"),
    SLOW_ANSWERS("the site takes 4 s for an answer from a third of the run on"),
    PAUSE("the site says at a third that it wants to be left alone for 30 s"),
    TWO_RUNS("another run is asked for while it goes; both are measured"),
    SUSPICION("pages have a layout from a third on that nobody knows");

    private final String told;

    Scenario(String told) {
        this.told = told;
    }

    String told() {
        return told;
    }
}
