package dev.kcompact.testbed.report;

import java.util.Locale;

/**
 * A chart as inline SVG, drawn for wide and for narrow screens, of which the style sheet shows one,
 * because text in a scaled drawing is not readable.
 */
abstract sealed class Chart permits SizeChart, RequestChart, StepChart {
  /** Width of a drawing in its units, which are pixels without scaling. */
  enum Width {
    WIDE(1040, "wide"),
    NARROW(340, "narrow");

    private final int units;
    private final String style;

    Width(int units, String style) {
      this.units = units;
      this.style = style;
    }

    int units() {
      return units;
    }
  }

  abstract String caption();

  /** Text alternative for screen readers. */
  abstract String description();

  abstract int height(Width width);

  abstract void draw(Markup page, Width width);

  final void write(Markup page) {
    page.open("figure").element("figcaption", caption());
    for (Width width : Width.values()) {
      String box = "0 0 " + width.units + " " + height(width);
      page.open(
          "svg", "class", width.style, "viewBox", box, "role", "img", "aria-label", description());
      page.element("title", caption());
      draw(page, width);
      page.closeLine();
    }
    page.closeLine();
  }

  static void rect(
      Markup page, String style, double x, double y, double width, double height, String title) {
    page.open(
        "rect", "class", style, "x", at(x), "y", at(y), "width", at(width), "height", at(height));
    page.element("title", title).close();
  }

  static void line(Markup page, String style, double x1, double y1, double x2, double y2) {
    page.empty("line", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
  }

  /**
   * @param anchor start, middle or end
   */
  static void label(Markup page, String style, double x, double y, String anchor, String text) {
    page.element("text", text, "class", style, "x", at(x), "y", at(y), "text-anchor", anchor);
  }

  /** Estimated width of a text of 12 units. */
  static double textWidth(String text) {
    return text.length() * 6.6;
  }

  /** Shortens a text to a width. */
  static String fit(String text, double width) {
    int most = Math.max(4, (int) (width / 6.6));
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String at(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
