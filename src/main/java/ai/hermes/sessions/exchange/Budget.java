package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is read into memory as a whole may take only so much of it: bytes of the file, and values in it. */
final class Budget extends FilterInputStream {

    /** Each is an object of some fifty bytes, however short it is in the file. */
    private static final int TOKENS = 200_000;

    private final long most;
    private long left = Long.MAX_VALUE;

    /** @param most bytes of one value */
    Budget(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    /** Reads one value. */
    interface Reading<T> {
        T from(JsonParser bounded) throws IOException;
    }

    /** @throws StreamConstraintsException if it is too large */
    <T> T within(JsonParser parser, Reading<T> reading) throws IOException {
        left = most;
        try {
            return reading.from(new Counting(parser));
        } finally {
            left = Long.MAX_VALUE;
        }
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        note(1);
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        note(count);
        return count;
    }

    private void note(int count) throws IOException {
        left -= Math.max(0, count);
        if (left < 0) {
            throw new StreamConstraintsException("it has more than " + most + " bytes");
        }
    }

    private static final class Counting extends JsonParserDelegate {

        private int tokens;

        Counting(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            tokens++;
            if (tokens > TOKENS) {
                throw new StreamConstraintsException("it has more than " + TOKENS + " values");
            }
            return super.nextToken();
        }
    }
}
