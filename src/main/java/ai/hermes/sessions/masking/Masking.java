package ai.hermes.sessions.masking;

import jakarta.inject.Singleton;

/**
 * Whether credentials are masked, and how they look then: {@code sk-abc...1234}, or {@code ***} where nothing of it may
 * be shown. On unless somebody chose otherwise. Keys of some ninety kinds are known by how they begin, others by their
 * form or by the name that they stand after; what no rule knows is not masked.
 */
@Singleton
public class Masking {

    private volatile boolean on = true;

    /** Whether answers are masked. */
    public boolean on() {
        return on;
    }

    /** Switches it, from the next answer on. For the keeper of settings, and for nobody else. */
    public void set(boolean masked) {
        on = masked;
    }

    /** The text as it may leave the process: masked while that is on. Ask before cutting a text, not after. */
    public Masked of(String text) {
        return on ? always(text) : new Masked(text, 0);
    }

    /**
     * A piece of a text, as it may leave the process. A credential belongs to the piece that it begins in: pieces of
     * which each begins where the last one ended are, joined, the whole as {@link #of} gives it.
     *
     * @param text the piece with what stands around it, enough to know a credential by
     * @param from where the piece begins in it
     * @param to where it ends, unless a credential goes on there
     */
    public MaskedPiece piece(String text, int from, int to) {
        return on ? Scanner.piece(text, from, to) : new MaskedPiece(text.substring(from, to), to, 0, false);
    }

    /**
     * Where a text may be cut that is kept, or masked later: there, or before the credential that stands across. Half
     * of one would not be known as one.
     */
    public static int cut(String text, int at) {
        return at >= text.length() ? text.length() : Scanner.cut(text, at);
    }

    /** The text with all credentials masked, whatever was chosen: for logs, traces and what is public. */
    public static Masked always(String text) {
        return Scanner.mask(text);
    }

    /** The value of a member of a JSON object, masked by its name as well, whatever was chosen. */
    static Masked member(String name, String value) {
        Found found = Assignments.ofMember(name, value);
        return found.there() ? new Masked(value.substring(0, found.start()) + found.mask(), 1) : Scanner.mask(value);
    }
}
