package ai.hermes.sessions.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The JSON of a file for its parsers. Where each line is JSON for itself, each has an end of its own, so that one that
 * cannot be read costs no other; all else is one piece. Which of both it is shows where the first line ends: JSON that
 * goes on cannot stop in any place.
 */
final class Lines extends InputStream {

    private static final int BUFFER = 1 << 13;

    private enum Kind {
        NOT_KNOWN,
        LINES,
        WHOLE
    }

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private Kind kind = Kind.NOT_KNOWN;
    private boolean begun;
    private boolean lineOver;
    private long newlines;
    private long before;

    /** Of what was read so far while the kind is not known. */
    private int depth;

    private boolean text;
    private boolean escaped;
    private byte last;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /** Goes to the next piece, whatever was read of this one; tells whether there is one. */
    boolean next() throws IOException {
        if (begun) {
            byte[] rest = new byte[BUFFER];
            while (kind != Kind.WHOLE && read(rest, 0, rest.length) >= 0) {
                // The end of a line says where the next one begins.
            }
        }
        boolean first = !begun;
        begun = true;
        lineOver = false;
        before = newlines;
        return (first || kind == Kind.LINES) && (at < end || fill());
    }

    /** How many lines came before this piece. */
    long before() {
        return before;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        } else if (lineOver || at == end && !fill()) {
            return -1;
        }
        int from = at;
        int to = Math.min(end, at + length);
        while (at < to && !lineOver) {
            if (kind == Kind.WHOLE) {
                at = to;
            } else {
                note(buffer[at++]);
            }
        }
        // The end of a line is not of it.
        int count = at - from - (lineOver ? 1 : 0);
        System.arraycopy(buffer, from, into, offset, count);
        return count == 0 ? -1 : count;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, BUFFER));
        return end > 0;
    }

    private void note(byte next) throws IOException {
        if (next == '\n') {
            newlines++;
            if (kind == Kind.NOT_KNOWN && last != 0) {
                kind = ends() ? Kind.LINES : Kind.WHOLE;
            }
            lineOver = kind == Kind.LINES;
        } else if (kind == Kind.NOT_KNOWN) {
            look(next);
        }
    }

    private void look(byte next) {
        if (next == 0) {
            // Of an encoding that has no lines of single bytes.
            kind = Kind.WHOLE;
        } else if (text) {
            text = escaped || next != '"';
            escaped = !escaped && next == '\\';
        } else if (!blank(next)) {
            text = next == '"';
            depth += next == '{' || next == '[' ? 1 : 0;
            depth -= next == '}' || next == ']' ? 1 : 0;
            last = next;
        }
    }

    /** Whether JSON must end where this line does: it is complete, or what follows cannot be more of it. */
    private boolean ends() throws IOException {
        return text || depth <= 0 || "{[,:".indexOf(last) < 0 && "}],:".indexOf(following()) < 0;
    }

    /** What comes next besides blanks, as far as one cares to look. */
    private int following() throws IOException {
        for (int i = at; i < end; i++) {
            if (!blank(buffer[i])) {
                return buffer[i];
            }
        }
        in.mark(BUFFER);
        int next = in.read();
        for (int i = 1; i < BUFFER && next >= 0 && blank((byte) next); i++) {
            next = in.read();
        }
        in.reset();
        return next;
    }

    private static boolean blank(byte value) {
        return value == ' ' || value == '\t' || value == '\r' || value == '\n';
    }
}
