package io.reelsync.servers;

import java.nio.file.Path;

/**
 * What a server shows to clients that aren't to be spoken to in the clear.
 *
 * @param certificate the server's, in PEM
 * @param key its key, in PEM
 */
public record Tls(Path certificate, Path key) {}
