package io.reelsync.task;

/** Read a feed of a run, from where it stands to the wanted size. */
public record FeedTask(String source, long lease, long runId, String feed) implements Task {}
