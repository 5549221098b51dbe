package ai.hermes.sessions.masking;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Texts that were masked before they are written, so that they need not be looked through a second time. They are known
 * as the very objects that came of it: what only reads the same is masked as everything is.
 */
public final class MaskedTexts {

    private final Set<String> texts = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Notes what was made of a text. While nothing is masked nothing is noted. */
    public void add(MaskedPiece piece) {
        if (piece.masked()) {
            texts.add(piece.text());
        }
    }

    boolean has(String text) {
        return texts.contains(text);
    }
}
