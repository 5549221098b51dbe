package ai.hermes.sessions.masking;

import java.util.List;
import java.util.stream.Stream;

/** What the name of something tells of its value. */
enum Keys {
    /** Nothing. */
    OTHER,
    /** It is a credential that a machine made. */
    CREDENTIAL,
    /** It is one that a person may have thought up, of which nothing may be shown. */
    PASSWORD;

    private static final List<String> PASSWORDS = List.of(
            "password", "passwd", "passphrase", "passcode", "pwd", "passwort", "userpass", "dbpass", "smtppass");
    private static final List<String> CREDENTIALS = List.of(
            "token",
            "secret",
            "apikey",
            "accesskey",
            "secretkey",
            "privatekey",
            "accountkey",
            "signingkey",
            "encryptionkey",
            "masterkey",
            "authkey",
            "servicekey",
            "sharedaccesskey",
            "subscriptionkey",
            "webhookkey",
            "credential",
            "credentials",
            "authorization",
            "clientsecret");
    private static final List<String> WHOLE = List.of("auth", "pass", "sig", "bearer");
    /** The last two letters of all of them: most names end otherwise. */
    private static final boolean[] ENDS = ends();

    private static final int LETTERS = 32;

    private static final int LONGEST = 64;

    private static boolean[] ends() {
        boolean[] ends = new boolean[LETTERS * LETTERS];
        Stream.of(PASSWORDS, CREDENTIALS, WHOLE)
                .flatMap(List::stream)
                .forEach(it -> ends[end(it.charAt(it.length() - 2), it.charAt(it.length() - 1))] = true);
        return ends;
    }

    /** The same for both cases; other characters may share the number of a letter. */
    private static int end(char last, char veryLast) {
        return last % LETTERS * LETTERS + veryLast % LETTERS;
    }

    /** Whether a name that ends here is worth looking at. */
    static boolean mayEnd(CharSequence text, int end) {
        return end >= 2 && ENDS[end(text.charAt(end - 2), text.charAt(end - 1))];
    }

    /** @param start of the name, without quotes */
    static Keys of(CharSequence text, int start, int end) {
        if (end - start < 2 || end - start > LONGEST || !mayEnd(text, end)) {
            return OTHER;
        }
        StringBuilder letters = new StringBuilder(end - start);
        int word = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (Letters.alphanumeric(c)) {
                letters.append(Letters.upper(c) ? (char) (c + ' ') : c);
            } else {
                word = letters.length();
            }
        }
        return of(letters.toString(), letters.substring(word));
    }

    private static Keys of(String name, String lastWord) {
        if (PASSWORDS.stream().anyMatch(name::endsWith) || lastWord.equals("pass")) {
            return PASSWORD;
        }
        return CREDENTIALS.stream().anyMatch(name::endsWith) || WHOLE.contains(lastWord) ? CREDENTIAL : OTHER;
    }
}
