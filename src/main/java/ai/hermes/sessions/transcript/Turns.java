package ai.hermes.sessions.transcript;

import java.util.List;
import java.util.Optional;

/**
 * What the user said.
 *
 * @param turns oldest first
 * @param before whether there may be earlier ones
 * @param after whether there may be later ones
 * @param scannedTo id of the message up to which was looked, where that was given up before there were enough
 */
public record Turns(List<Turn> turns, boolean before, boolean after, Optional<Long> scannedTo) {

    public Turns {
        turns = List.copyOf(turns);
    }
}
