package ai.hermes.sessions.masking;

import java.util.List;

/** Passwords and keys within addresses. */
final class Addresses {

    private static final String END_OF_AUTHORITY = "/?#\"'<>\\ \t\r\n";

    /** Addresses that let whoever knows them write into a channel. */
    private static final List<String> HOOKS = List.of(
            "hooks.slack.com/services/",
            "hooks.slack.com/workflows/",
            "discord.com/api/webhooks/",
            "discordapp.com/api/webhooks/",
            "api.telegram.org/bot");

    private Addresses() {}

    /** {@code scheme://user:password@host}, and addresses that are a key themselves. At the first colon. */
    static Found inAddress(CharSequence text, int at, int from) {
        int start = at + 3;
        if (!Letters.exactly(text, at, "://")) {
            return Found.NOTHING;
        }
        int limit = Math.min(text.length(), start + 2 * Scanner.REACH);
        int colon = -1;
        int host = -1;
        int i = start;
        for (; i < limit && END_OF_AUTHORITY.indexOf(text.charAt(i)) < 0; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                host = i;
            } else if (c == ':' && colon < 0) {
                colon = i;
            }
        }
        if (host > 0 && colon > 0 && host > colon + 1) {
            return masked(text, colon + 1, host) ? Found.NOTHING : Found.hidden(colon + 1, host);
        }
        if (host > start + 16 && Letters.random(text, start, host)) {
            return Found.credential(text, start, host);
        }
        return hook(text, start);
    }

    private static Found hook(CharSequence text, int start) {
        for (String hook : HOOKS) {
            if (Letters.is(text, start, hook)) {
                int secret = start + hook.length();
                int end = secret;
                while (end < text.length()
                        && (Letters.token(text.charAt(end)) || "/:".indexOf(text.charAt(end)) >= 0)) {
                    end++;
                }
                return end - secret > 16 ? Found.credential(text, secret, end) : Found.NOTHING;
            }
        }
        return Found.NOTHING;
    }

    /** {@code user:password@host}, as it is left of an address whose beginning was cut off. At the colon. */
    static Found withoutScheme(CharSequence text, int at, int from) {
        if (at == from || !Letters.token(text.charAt(at - 1))) {
            return Found.NOTHING;
        }
        int host = at + 1;
        int limit = Math.min(text.length(), at + Scanner.REACH);
        while (host < limit && text.charAt(host) != '@' && END_OF_AUTHORITY.indexOf(text.charAt(host)) < 0) {
            host++;
        }
        return host + 1 < limit
                        && text.charAt(host) == '@'
                        && Letters.alphanumeric(text.charAt(host + 1))
                        && host - at > 8
                        && Letters.random(text, at + 1, host)
                        && !masked(text, at + 1, host)
                ? Found.hidden(at + 1, host)
                : Found.NOTHING;
    }

    /** {@code curl -u user:password}. At the colon. */
    static Found ofCommand(CharSequence text, int at, int from) {
        if (at == from || !name(text.charAt(at - 1)) || at + 1 < text.length() && text.charAt(at + 1) <= ' ') {
            return Found.NOTHING;
        }
        int user = at;
        while (user > from && at - user < 64 && name(text.charAt(user - 1))) {
            user--;
        }
        int option = user;
        while (option > from && user - option < 4 && " '\"=\\".indexOf(text.charAt(option - 1)) >= 0) {
            option--;
        }
        if (user == at
                || option == user
                || !Letters.exactly(text, option - 2, "-u") && !Letters.exactly(text, option - 6, "--user")) {
            return Found.NOTHING;
        }
        int end = at + 1;
        while (end < text.length() && end - at < 2 * Scanner.REACH && " \t\r\n'\"\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end - at > 3 && !masked(text, at + 1, end) ? Found.hidden(at + 1, end) : Found.NOTHING;
    }

    private static boolean name(char c) {
        return Letters.token(c) || c == '.' || c == '@' || c == '+';
    }

    /** Whether somebody masked it already, or it stands for something that is put there later. */
    private static boolean masked(CharSequence text, int start, int end) {
        return Assignments.placeholder(text, start, end);
    }
}
