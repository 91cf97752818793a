package io.reelsync.doctor;

/** Looks at one server with a service's own means. */
interface Check {

    /** What its findings are filed under. */
    String server();

    /** What to do where it can't be looked at. */
    String cure();

    /** @throws Exception where the server can't be looked at further; its words are the finding */
    void look(Findings findings) throws Exception;
}
