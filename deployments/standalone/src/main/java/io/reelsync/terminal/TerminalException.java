package io.reelsync.terminal;

/** What keeps a command from its work, in words for people. */
final class TerminalException extends RuntimeException {
    TerminalException(String message) {
        super(message);
    }

    TerminalException(String message, Throwable cause) {
        super(message, cause);
    }
}
