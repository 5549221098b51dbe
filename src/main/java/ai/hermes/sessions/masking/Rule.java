package ai.hermes.sessions.masking;

/** A form that credentials have. */
@FunctionalInterface
interface Rule {

    /** So many characters around a trigger are looked at before it is known to be a secret: the cost is linear. */
    int REACH = 128;

    /**
     * Looks for a secret around a character that many of them have.
     *
     * @param text the whole text
     * @param at where that character is
     * @param from what lies before was looked at already, and belongs to another one
     * @return {@link Found#NOTHING} where there is none
     */
    Found at(CharSequence text, int at, int from);
}
