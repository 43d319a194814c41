package dev.kcompact.testbed.report;

import dev.kcompact.cli.workflow.Workflow;
import dev.kcompact.cli.workflow.Workflow.Outcome;
import dev.kcompact.cli.workflow.Workflow.Step;
import java.time.Duration;
import java.util.stream.Collectors;

/** A time line of the state machine's states. */
final class StepChart extends Chart {
  private static final int ROW = 24;
  private static final int NARROW_ROW = 36;
  private static final int AXIS = 24;
  private static final int BAR = 14;
  private static final int LABELS = 250;

  /** Space for a duration to the right of the last bar. */
  private static final int BEHIND = 110;

  private final Workflow workflow;
  private final double millis;

  StepChart(Workflow workflow) {
    this.workflow = workflow;
    long steps =
        workflow.steps().stream()
            .mapToLong(step -> step.start().plus(step.took()).toMillis())
            .max()
            .orElse(0);
    this.millis = Math.max(1, Math.max(steps, workflow.took().toMillis()));
  }

  @Override
  String caption() {
    return "States of the day's execution, by time";
  }

  @Override
  String description() {
    return workflow.steps().stream()
        .map(
            step ->
                "%s at %s for %s%s"
                    .formatted(
                        name(step),
                        Figures.duration(step.start()),
                        Figures.duration(step.took()),
                        step.outcome() == Outcome.FAILED ? ", failed" : ""))
        .collect(Collectors.joining("; ", "Bars. ", "."));
  }

  @Override
  int height(Width width) {
    return AXIS + workflow.steps().size() * row(width) + 6;
  }

  @Override
  void draw(Markup page, Width width) {
    double bottom = height(width);
    long tick = tick(millis / (width == Width.WIDE ? 8 : 3));
    for (long at = 0; at <= millis; at += tick) {
      double x = x(at, width);
      line(page, "grid", x, AXIS - 6.0, x, bottom);
      String anchor = at == 0 ? "start" : "middle";
      label(page, "tick", x, 12, anchor, at == 0 ? "0" : Figures.round(Duration.ofMillis(at)));
    }
    double top = AXIS;
    for (Step step : workflow.steps()) {
      bar(page, width, step, top);
      top += row(width);
    }
  }

  private void bar(Markup page, Width width, Step step, double top) {
    boolean wide = width == Width.WIDE;
    boolean failed = step.outcome() == Outcome.FAILED;
    double left = x(step.start().toMillis(), width);
    double right = x(step.start().plus(step.took()).toMillis(), width);
    double barTop = wide ? top + 4 : top + 18;
    String took = Figures.duration(step.took()) + (failed ? " failed" : "");
    label(page, "name", 0, top + 15, "start", fit(name(step), wide ? LABELS - 10 : 250));
    rect(
        page,
        failed ? "failed" : "job",
        left,
        barTop,
        Math.max(2, right - left),
        BAR,
        name(step) + ": " + took);
    if (wide) {
      label(page, "tick", right + 8, barTop + 11, "start", took);
    } else {
      label(page, "tick", width.units(), top + 13, "end", took);
    }
  }

  /** The next round tick: 1, 2 or 5 times a power of ten, and full minutes above one minute. */
  static long tick(double least) {
    long minute = 60_000;
    long unit = least > minute / 2.0 ? minute : 1;
    long step = SizeHistogram.lowerBound((long) (least / unit)) * unit;
    while (step < least) {
      step = step == 0 ? unit : SizeHistogram.upperBound(step / unit) * unit;
    }
    return step;
  }

  private double x(double at, Width width) {
    double left = width == Width.WIDE ? LABELS : 0;
    double room = width.units() - left - (width == Width.WIDE ? BEHIND : 24);
    return left + room * at / millis;
  }

  private static String name(Step step) {
    return step.detail().isEmpty() ? step.name() : step.name() + " " + step.detail();
  }

  private static int row(Width width) {
    return width == Width.WIDE ? ROW : NARROW_ROW;
  }
}
