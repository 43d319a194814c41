package dev.kcompact.cli.console;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A share of something, between 0 and 1.
 *
 * @param value of the share
 */
public record Share(double value) {
  /** Parses {@code 0.01} or {@code 1%}. */
  public static final class Converter implements ITypeConverter<Share> {
    @Override
    public Share convert(String text) {
      boolean isPercentage = text.endsWith("%");
      try {
        BigDecimal number =
            new BigDecimal(isPercentage ? text.substring(0, text.length() - 1) : text);
        double value = (isPercentage ? number.movePointLeft(2) : number).doubleValue();
        if (value >= 0 && value <= 1) {
          return new Share(value);
        }
      } catch (NumberFormatException e) {
        throw expected(text);
      }
      throw expected(text);
    }

    private static TypeConversionException expected(String text) {
      return new TypeConversionException("expected a share such as 0.01 or 1%, found " + text);
    }
  }
}
