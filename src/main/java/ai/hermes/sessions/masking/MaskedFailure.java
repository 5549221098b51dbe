package ai.hermes.sessions.masking;

/** A failure as it may be shown: named and placed like the one it stands for, without what its messages gave away. */
final class MaskedFailure extends Throwable {

    private static final long serialVersionUID = 1L;
    private static final int DEPTH = 16;

    private final String text;

    private MaskedFailure(Throwable failure, String text, int depth) {
        super(text, failure.getCause() == null ? null : masked(failure.getCause(), depth), false, true);
        this.text = text;
        setStackTrace(failure.getStackTrace());
    }

    /** The failure itself where nothing in it, or in what caused it, is to be masked. */
    static Throwable of(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < DEPTH; depth++) {
            if (Masking.always(each.toString()).places() > 0) {
                return masked(failure, DEPTH);
            }
            each = each.getCause();
        }
        return failure;
    }

    private static Throwable masked(Throwable failure, int depth) {
        return depth == 0
                ? null
                : new MaskedFailure(failure, Masking.always(failure.toString()).text(), depth - 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
