package dev.kcompact.testbed.report;

import dev.kcompact.testbed.report.RequestCount.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** kcompact's requests by kind, those of the job first. */
final class RequestChart extends Chart {
  private static final int ROW = 30;
  private static final int NARROW_ROW = 44;
  private static final int LEGEND = 30;
  private static final int BAR = 16;
  private static final int LABELS = 150;

  private final Map<RequestKind, Long> job;
  private final Map<RequestKind, Long> functions;
  private final List<RequestKind> kinds;

  RequestChart(RunReport report) {
    job = byKind(Comparisons.of(report, Role.JOB));
    functions = byKind(Comparisons.of(report, Role.FUNCTIONS));
    kinds = List.of(RequestKind.values()).stream().filter(kind -> sum(kind) > 0).toList();
  }

  @Override
  String caption() {
    return "S3 requests of kcompact in this run, by kind";
  }

  @Override
  String description() {
    return kinds.stream()
        .map(kind -> kind.words() + ": " + figures(kind))
        .collect(Collectors.joining("; ", "Bars. ", "."));
  }

  @Override
  int height(Width width) {
    return LEGEND + kinds.size() * row(width) + 4;
  }

  @Override
  void draw(Markup page, Width width) {
    rect(page, "job", 0, 4, 12, 12, "streaming job");
    label(page, "tick", 18, 15, "start", "streaming job");
    rect(page, "functions", 122, 4, 12, 12, "functions");
    label(page, "tick", 140, 15, "start", "functions");
    for (int i = 0; i < kinds.size(); i++) {
      bar(page, width, kinds.get(i), LEGEND + i * row(width));
    }
  }

  private void bar(Markup page, Width width, RequestKind kind, double top) {
    boolean wide = width == Width.WIDE;
    double left = wide ? LABELS : 0;
    double barTop = wide ? top : top + 18;
    label(page, "head", 0, top + 12, "start", kind.words());
    double scale = (width.units() - left - (wide ? 230 : 4)) / most();
    double jobWide = wide(job.getOrDefault(kind, 0L), scale);
    double functionsWide = wide(functions.getOrDefault(kind, 0L), scale);
    String title = kind.words() + ": " + figures(kind);
    if (jobWide > 0) {
      rect(page, "job", left, barTop, jobWide, BAR, title);
    }
    if (functionsWide > 0) {
      double gap = jobWide > 0 ? 2 : 0;
      rect(page, "functions", left + jobWide + gap, barTop, functionsWide, BAR, title);
    }
    if (wide) {
      label(page, "tick", left + jobWide + functionsWide + 10, top + 12, "start", figures(kind));
    } else {
      label(page, "tick", width.units(), top + 12, "end", figures(kind));
    }
  }

  private String figures(RequestKind kind) {
    long ofJob = job.getOrDefault(kind, 0L);
    long ofFunctions = functions.getOrDefault(kind, 0L);
    if (ofFunctions == 0) {
      return Figures.count(ofJob);
    }
    return ofJob == 0
        ? Figures.count(ofFunctions)
        : "%s + %s".formatted(Figures.count(ofJob), Figures.count(ofFunctions));
  }

  private double most() {
    return Math.max(1, kinds.stream().mapToLong(this::sum).max().orElse(1));
  }

  private long sum(RequestKind kind) {
    return job.getOrDefault(kind, 0L) + functions.getOrDefault(kind, 0L);
  }

  private static double wide(long count, double scale) {
    return count == 0 ? 0 : Math.max(2, count * scale);
  }

  private static int row(Width width) {
    return width == Width.WIDE ? ROW : NARROW_ROW;
  }

  private static Map<RequestKind, Long> byKind(List<RequestCount> requests) {
    Map<RequestKind, Long> kinds = new EnumMap<>(RequestKind.class);
    requests.forEach(request -> kinds.merge(request.kind(), request.count(), Long::sum));
    return kinds;
  }
}
