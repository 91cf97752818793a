package io.reelsync.worker.settle;

import io.reelsync.run.ItemState;

/** What the database says became of a task, and so of the items that wait for its subject. */
public enum Settled {
    CREATED(ItemState.CREATED),
    CHANGED(ItemState.CHANGED),
    UNCHANGED(ItemState.UNCHANGED),
    GONE(ItemState.GONE),
    /** Failed, and due again later. */
    RETRY(ItemState.OUTSTANDING),
    /** Failed for the last time. */
    DEAD(ItemState.FAILED),
    /** Due again without an attempt spent. */
    PUT_BACK(ItemState.OUTSTANDING),
    /** The lease had ended: nothing was written. */
    DROPPED(ItemState.OUTSTANDING);

    private final ItemState itemState;

    Settled(ItemState itemState) {
        this.itemState = itemState;
    }

    ItemState itemState() {
        return itemState;
    }
}
