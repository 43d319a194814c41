package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kcompact.contract.schema.Rfc3339;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A form that texts may have. */
enum TextForm {
  UUID(matching("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")),
  DATE_TIME(text -> text.length() >= 20 && Rfc3339.micros(text).isPresent()),
  DATE(text -> text.length() == 10 && Rfc3339.day(text).isPresent()),
  TIME(
      matching("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?")
          .and(text -> parses(() -> LocalTime.parse(text)))),
  LOCAL_DATE_TIME(
      matching("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?")
          .and(text -> parses(() -> LocalDateTime.parse(text.replace(' ', 'T'))))),
  DAY_MONTH(pattern("dd/MM/uuuu")),
  MONTH_DAY(pattern("MM/dd/uuuu")),
  DAY_MONTH_MINUTE(pattern("dd/MM/uuuu HH:mm")),
  MONTH_DAY_MINUTE(pattern("MM/dd/uuuu HH:mm")),
  DAY_MONTH_SECOND(pattern("dd/MM/uuuu HH:mm:ss")),
  MONTH_DAY_SECOND(pattern("MM/dd/uuuu HH:mm:ss")),
  JSON(text -> isContainer(text)),
  NUMBER(matching("-?(0|[1-9]\\d{0,30})(\\.\\d{1,20})?")),
  BOOLEAN(text -> text.equals("true") || text.equals("false")),
  BASE64(text -> isBase64(text));

  /** Texts of other lengths are of none of the forms of dates. */
  private static final int LONGEST_DATE = 19;

  private final Predicate<String> test;

  TextForm(Predicate<String> test) {
    this.test = test;
  }

  boolean fits(String text) {
    return test.test(text);
  }

  private static Predicate<String> matching(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }

  private static Predicate<String> pattern(String form) {
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern(form, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    return text ->
        text.length() == form.length()
            && text.length() <= LONGEST_DATE
            && text.charAt(2) == '/'
            && parses(() -> LocalDate.parse(text, formatter));
  }

  private static boolean parses(Runnable parser) {
    try {
      parser.run();
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isContainer(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
      return false;
    }
    try {
      return RecordTexts.STRICT.readTree(text).isContainerNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean isBase64(String text) {
    boolean isPadded = !text.isEmpty() && text.length() % 4 == 0;
    if (!isPadded) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
