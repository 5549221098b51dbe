package ai.hermes.sessions.store;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One row of a result, read by names of columns. SQLite lets any column hold any type and old agents made use of that,
 * so each accessor says what it makes of a value that is not there or not of the kind that it is asked for.
 *
 * <p>Valid only inside the mapper that it is given to.
 */
public final class Row {

    /** Times after the year 9999 are taken for damage, as are those before 1970. */
    public static final long LATEST_TIME = 253_402_300_799L;

    private final ResultSet rows;
    private final Map<String, Integer> positions;

    Row(ResultSet rows) throws SQLException {
        this.rows = rows;
        ResultSetMetaData columns = rows.getMetaData();
        this.positions = new HashMap<>(columns.getColumnCount() * 2);
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            positions.put(columns.getColumnLabel(i), i);
        }
    }

    /** Text; empty where there is none. Keeps what follows a NUL, which the agent uses to mark encoded content. */
    public String text(String column) throws SQLException {
        String value = rows.getString(at(column));
        return value == null ? "" : value;
    }

    /** Bytes of a BLOB, or of a text in UTF-8; empty where there are none. */
    public byte[] bytes(String column) throws SQLException {
        byte[] value = rows.getBytes(at(column));
        return value == null ? new byte[0] : value;
    }

    /** A whole number; 0 where there is none. */
    public long number(String column) throws SQLException {
        return rows.getLong(at(column));
    }

    /** A yes or no; no where there is no value. */
    public boolean flag(String column) throws SQLException {
        return rows.getLong(at(column)) != 0;
    }

    /** A decimal number; empty where there is none, or none that is finite. */
    public OptionalDouble decimal(String column) throws SQLException {
        Object value = rows.getObject(at(column));
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** A time in seconds since 1970. ISO text is understood. 0 where there is none, or none that makes sense. */
    public double time(String column) throws SQLException {
        Object value = rows.getObject(at(column));
        double seconds = 0;
        if (value instanceof Number number) {
            seconds = number.doubleValue();
        } else if (value instanceof String text) {
            seconds = iso(text.strip());
        }
        return seconds > 0 && seconds <= LATEST_TIME ? seconds : 0;
    }

    private static double iso(String text) {
        try {
            Instant instant = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:?\\d\\d")
                    ? OffsetDateTime.parse(text.replace(' ', 'T')).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
            return instant.getEpochSecond() + instant.getNano() / 1e9;
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private int at(String column) throws SQLException {
        Integer position = positions.get(column);
        if (position == null) {
            throw new SQLException("the query has no column named " + column);
        }
        return position;
    }
}
