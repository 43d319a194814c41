package dev.kcompact.testbed.report;

import java.util.List;
import java.util.Map;

/** The sizes of raw objects and compacted files on one logarithmic scale. */
final class SizeChart extends Chart {
  private static final int PANEL = 92;
  private static final int HEAD = 30;
  private static final int AXIS = 26;
  private static final int SIDE = 22;
  private static final long TARGET_FROM = 100_000_000;
  private static final long TARGET_TO = 200_000_000;

  private final SizeHistogram before;
  private final SizeHistogram after;
  private final int firstDecade;
  private final int lastDecade;

  SizeChart(RunReport report) {
    List<Compacted> tables = Totals.compacted(report);
    before =
        tables.stream()
            .map(table -> table.raw().sizes())
            .reduce(SizeHistogram.EMPTY, SizeHistogram::plus);
    after =
        SizeHistogram.of(
            tables.stream()
                .flatMap(table -> table.files().stream())
                .map(Compacted.DataFile::bytes)
                .toList());
    firstDecade = Math.min(2, Math.min(decade(smallest(before)), decade(smallest(after))));
    lastDecade = Math.max(9, Math.max(decade(end(before)), decade(end(after))));
  }

  @Override
  String caption() {
    return "Sizes before and after, on one logarithmic scale";
  }

  @Override
  String description() {
    return "Two histograms. Raw objects: "
        + words(before)
        + ". Compacted files: "
        + words(after)
        + ".";
  }

  @Override
  int height(Width width) {
    return 2 * (HEAD + PANEL) + AXIS;
  }

  @Override
  void draw(Markup page, Width width) {
    int bottom = 2 * (HEAD + PANEL);
    double from = x(TARGET_FROM, width);
    rect(page, "target", from, 0, x(TARGET_TO, width) - from, bottom, "Target: 100 to 200 MB");
    label(page, "muted", from - 5, HEAD + 4.0, "end", "target");
    for (int decade = firstDecade; decade <= lastDecade; decade++) {
      double x = x(power(decade), width);
      line(page, "grid", x, HEAD - 6.0, x, bottom);
      if (width == Width.WIDE || (decade - firstDecade) % 2 == 0) {
        label(page, "tick", x, bottom + 18.0, "middle", bound(power(decade)));
      }
    }
    panel(page, width, before, HEAD, "before", "Raw objects");
    panel(page, width, after, 2 * HEAD + PANEL, "after", "Parquet files");
  }

  private void panel(
      Markup page, Width width, SizeHistogram sizes, int top, String style, String what) {
    label(page, "head", 0, top - 14.0, "start", what + ": " + Figures.count(sizes.total()));
    long most = sizes.counts().values().stream().mapToLong(Long::longValue).max().orElse(1);
    int bottom = top + PANEL;
    for (Map.Entry<Long, Long> entry : sizes.counts().entrySet()) {
      long to = SizeHistogram.upperBound(entry.getKey());
      double left = x(entry.getKey(), width);
      double wide = Math.max(2, x(to, width) - left - 1);
      double high = Math.max(2, (PANEL - 14.0) * entry.getValue() / most);
      rect(page, style, left, bottom - high, wide, high, title(entry, what));
      String count = Figures.count(entry.getValue());
      if (textWidth(count) < wide + 8) {
        label(page, "tick", left + wide / 2, bottom - high - 4, "middle", count);
      }
    }
    line(page, "axis", 0, bottom, width.units(), bottom);
  }

  private static String title(Map.Entry<Long, Long> entry, String what) {
    return "%s of %s to %s: %s"
        .formatted(
            what,
            bound(entry.getKey()),
            bound(SizeHistogram.upperBound(entry.getKey())),
            Figures.count(entry.getValue()));
  }

  private static String words(SizeHistogram sizes) {
    return sizes.counts().isEmpty()
        ? "none"
        : "%s, from %s to %s"
            .formatted(Figures.count(sizes.total()), bound(smallest(sizes)), bound(end(sizes)));
  }

  /** A class's bound, which has one significant digit. */
  private static String bound(long bytes) {
    return Figures.bytes(bytes).replace(".0 ", " ");
  }

  private double x(long bytes, Width width) {
    double share =
        (Math.log10(Math.max(bytes, power(firstDecade))) - firstDecade)
            / (lastDecade - firstDecade);
    return SIDE + share * (width.units() - 2 * SIDE);
  }

  private static long smallest(SizeHistogram sizes) {
    return sizes.counts().isEmpty() ? power(2) : Math.max(1, sizes.counts().firstKey());
  }

  private static long end(SizeHistogram sizes) {
    return sizes.counts().isEmpty() ? power(2) : SizeHistogram.upperBound(sizes.counts().lastKey());
  }

  private static int decade(long bytes) {
    return (int) Math.log10(bytes);
  }

  private static long power(int decade) {
    return Math.round(Math.pow(10, decade));
  }
}
