package ai.hermes.sessions.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Hashes of passwords. Slow on purpose: a quarter of a second. */
public final class Bcrypt {

    /** What bcrypt takes into account at most; a longer one would be as good as its beginning. */
    public static final int MAX_BYTES = 72;

    /** Shorter ones can be tried out. */
    public static final int MIN_CHARACTERS = 12;

    private static final int COST = 12;
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(?:0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

    private Bcrypt() {}

    /** Whether a password can be kept: at least {@link #MIN_CHARACTERS}, at most {@link #MAX_BYTES} in UTF-8. */
    public static boolean takes(String password) {
        return password.codePointCount(0, password.length()) >= MIN_CHARACTERS && bytes(password).length <= MAX_BYTES;
    }

    /** The hash of a password that {@linkplain #takes it takes}. */
    public static String hash(String password) {
        byte[] bytes = bytes(password);
        try {
            return new String(BCrypt.with(BCrypt.Version.VERSION_2B).hash(COST, bytes), StandardCharsets.US_ASCII);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Whether that is a hash. */
    static boolean wellFormed(String hash) {
        return FORM.matcher(hash).matches();
    }

    /** Whether a password is that of the hash. A longer one than can be kept is none. */
    static boolean fits(String password, String hash) {
        byte[] bytes = bytes(password);
        return bytes.length <= MAX_BYTES
                && BCrypt.verifyer().verify(bytes, hash.getBytes(StandardCharsets.US_ASCII)).verified;
    }

    private static byte[] bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
