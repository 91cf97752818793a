package io.reelsync.samplesite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Speaks HTTP over a bare socket and hides nothing of what comes back. */
final class RawClient {
    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;

    RawClient(int port) {
        this.port = port;
    }

    /** What came back until the connection ended. */
    record Raw(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        int announced() {
            return Integer.parseInt(headers.get("content-length"));
        }

        String header(String name) {
            return headers.get(name);
        }
    }

    Raw get(String path, String... headers) throws IOException {
        return send("GET", path, headers);
    }

    Raw send(String method, String path, String... headers) throws IOException {
        try (Socket socket = open(method, path, headers)) {
            return read(socket.getInputStream());
        }
    }

    /** A connection with the request sent. */
    Socket open(String method, String path, String... headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (String.join("\n", headers).indexOf("Host:") < 0) {
            request.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n");
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    static Raw read(InputStream in) throws IOException {
        String status = line(in);
        Map<String, String> headers = headers(in);
        byte[] body = "chunked".equals(headers.get("transfer-encoding")) ? chunks(in) : in.readAllBytes();
        return new Raw(Integer.parseInt(status.split(" ")[1]), headers, body);
    }

    static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended within a line: " + line);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(in); size > 0; size = size(in)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    static InputStream bytes(Raw raw) {
        return new ByteArrayInputStream(raw.body());
    }

    static boolean isQuiet(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException quiet) {
            return true;
        }
    }
}
