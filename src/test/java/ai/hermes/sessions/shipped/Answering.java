package ai.hermes.sessions.shipped;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A port at which one connection is answered, whatever it says. */
final class Answering implements AutoCloseable {

    private final ServerSocket socket;

    private Answering(ServerSocket socket) {
        this.socket = socket;
    }

    /** @param answer what is said; where it is {@code -} nobody listens at the port any more */
    static Answering with(String answer) throws IOException {
        Answering server = new Answering(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
        if (answer.equals("-")) {
            server.close();
        } else {
            Thread thread = new Thread(() -> server.answer(answer), "answering");
            thread.setDaemon(true);
            thread.start();
        }
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void answer(String answer) {
        try (Socket client = socket.accept()) {
            // To its end: what is left unread when the connection is closed would take the answer away.
            readHead(client.getInputStream());
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Closed before anybody came.
        }
    }

    private static void readHead(InputStream in) {
        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                .lines()
                .anyMatch(String::isEmpty);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
