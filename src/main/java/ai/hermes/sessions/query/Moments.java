package ai.hermes.sessions.query;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How times are written: {@code 2026}, {@code 2026-08}, {@code 2026-08-15}, {@code 2026-08-15T10:30}, {@code 7d}. */
public final class Moments {

    private static final Pattern AGO = Pattern.compile("(\\d{1,4})(min|h|d|w|mo|y)");

    private Moments() {}

    /**
     * The moment that is meant: the beginning of a year, a month or a day, or so long ago.
     *
     * @param now the moment and the time zone that it is understood by
     * @return empty where it is no time
     */
    public static Optional<ZonedDateTime> of(String text, ZonedDateTime now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return Optional.of(before(now, Integer.parseInt(ago.group(1)), ago.group(2)));
        }
        LocalDate today = now.toLocalDate();
        try {
            return switch (text.length()) {
                case 4 -> Optional.of(Year.parse(text).atDay(1).atStartOfDay(now.getZone()));
                case 5 -> text.equals("today") ? Optional.of(today.atStartOfDay(now.getZone())) : Optional.empty();
                case 7 -> Optional.of(YearMonth.parse(text).atDay(1).atStartOfDay(now.getZone()));
                case 9 ->
                    text.equals("yesterday")
                            ? Optional.of(today.minusDays(1).atStartOfDay(now.getZone()))
                            : Optional.empty();
                case 10 -> Optional.of(LocalDate.parse(text).atStartOfDay(now.getZone()));
                case 16, 19 -> Optional.of(LocalDateTime.parse(text).atZone(now.getZone()));
                default -> Optional.empty();
            };
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime before(ZonedDateTime now, int count, String unit) {
        return switch (unit) {
            case "min" -> now.minus(count, ChronoUnit.MINUTES);
            case "h" -> now.minusHours(count);
            case "d" -> now.minusDays(count);
            case "w" -> now.minusWeeks(count);
            case "mo" -> now.minus(Period.ofMonths(count));
            default -> now.minus(Period.ofYears(count));
        };
    }
}
