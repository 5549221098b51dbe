package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import java.util.List;
import java.util.Optional;

/** The two tabs that clients divide the list into. */
enum Bucket {
    /** Sessions of a command line. */
    CLI,
    /** All others, those of chats and of the API included. */
    WEBUI;

    static Bucket of(Conversation conversation) {
        return conversation.source().commandLine() ? CLI : WEBUI;
    }

    /** How many of these are in it. */
    int count(List<Conversation> conversations) {
        int count = 0;
        for (Conversation each : conversations) {
            count += of(each) == this ? 1 : 0;
        }
        return count;
    }

    /** The bucket of that name; empty for any other name, which counts as not given. */
    static Optional<Bucket> named(String name) {
        return switch (name) {
            case "cli" -> Optional.of(CLI);
            case "webui" -> Optional.of(WEBUI);
            default -> Optional.empty();
        };
    }
}
