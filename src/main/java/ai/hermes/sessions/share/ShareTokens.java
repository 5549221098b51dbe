package ai.hermes.sessions.share;

import ai.hermes.sessions.annotation.DataFolder;
import ai.hermes.sessions.annotation.Share;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that open shares. A token is made of the share's id with a key that no backup of the database has, so that it
 * can be told again to those who may share, and yet is kept nowhere.
 */
@Singleton
class ShareTokens {

    private static final String KEY_FILE = "share.key";
    private static final int KEY_BYTES = 32;
    private static final int TOKEN_BYTES = 20;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    private final DataFolder folder;

    @Inject
    ShareTokens(DataFolder folder) {
        this.folder = folder;
    }

    /** The token of a share's id. Guessing one of its 2^160 forms is as hard as guessing a key. */
    String token(String shareId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(folder.key(KEY_FILE, KEY_BYTES), "HmacSHA256"));
            byte[] whole = mac.doFinal(shareId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(whole, TOKEN_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }

    /** The token of a share; empty where the key is another one than when it was made. */
    Optional<String> of(Share share) {
        return Optional.of(token(share.id())).filter(it -> digest(it).equals(Optional.of(share.tokenDigest())));
    }

    /** What a share is found by; empty where this is no token at all. */
    static Optional<String> digest(String token) {
        if (!FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Optional.of(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
