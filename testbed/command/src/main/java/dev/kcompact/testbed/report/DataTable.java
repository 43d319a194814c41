package dev.kcompact.testbed.report;

import java.util.ArrayList;
import java.util.List;

/** A table of the page that scrolls horizontally on narrow screens. Not thread-safe. */
final class DataTable {
  enum Kind {
    TEXT,
    /** Paths, URIs and ids. */
    CODE,
    /** Sentences, which may wrap. */
    WIDE,
    /** Numbers, right-aligned. */
    NUMBER
  }

  private record Column(String title, Kind kind) {}

  private final String caption;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private List<String> foot = List.of();

  DataTable(String caption) {
    this.caption = caption;
  }

  DataTable text(String title) {
    columns.add(new Column(title, Kind.TEXT));
    return this;
  }

  DataTable code(String title) {
    columns.add(new Column(title, Kind.CODE));
    return this;
  }

  DataTable wide(String title) {
    columns.add(new Column(title, Kind.WIDE));
    return this;
  }

  DataTable number(String title) {
    columns.add(new Column(title, Kind.NUMBER));
    return this;
  }

  /** Adds a row with a cell for each column; the first one is its header. */
  DataTable row(String... cells) {
    rows.add(checked(cells));
    return this;
  }

  /** Adds the row of totals. */
  DataTable foot(String... cells) {
    foot = checked(cells);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void write(Markup page) {
    page.open("figure", "class", "table").element("figcaption", caption);
    // A scrolling box must be reachable by keyboard, and therefore needs a name.
    page.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption);
    boolean sentences = columns.stream().anyMatch(column -> column.kind() == Kind.WIDE);
    page.open("table", "class", sentences ? "full" : "data", "aria-label", caption);
    page.open("thead").open("tr");
    columns.forEach(
        column -> page.element("th", column.title(), "scope", "col", "class", style(column)));
    page.close().closeLine().open("tbody");
    rows.forEach(row -> write(page, row));
    page.closeLine();
    if (!foot.isEmpty()) {
      page.open("tfoot");
      write(page, foot);
      page.closeLine();
    }
    page.close().close().closeLine();
  }

  private void write(Markup page, List<String> cells) {
    page.open("tr");
    for (int i = 0; i < cells.size(); i++) {
      String style = style(columns.get(i));
      if (i == 0) {
        page.element("th", cells.get(i), "scope", "row", "class", style);
      } else {
        page.element("td", cells.get(i), "class", style);
      }
    }
    page.closeLine();
  }

  private List<String> checked(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "row of " + caption + " must have " + columns.size() + " cells: " + cells.length);
    }
    return List.of(cells);
  }

  private static String style(Column column) {
    return switch (column.kind()) {
      case TEXT -> "text";
      case CODE -> "code";
      case WIDE -> "wrap";
      case NUMBER -> "number";
    };
  }
}
