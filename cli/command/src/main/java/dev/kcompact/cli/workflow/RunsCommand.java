package dev.kcompact.cli.workflow;

import dev.kcompact.cli.ExitCode;
import dev.kcompact.cli.console.Console;
import dev.kcompact.cli.workflow.DailyWorkflow.PastExecution;
import dev.kcompact.cli.workflow.StateMachineOptions.Machine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the executions of the daily workflow with the outcome of each day. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description =
        "Shows the latest executions of the daily workflow, newest first, and the outcome of"
            + " each day: PUBLISHED, REJECTED, ROLLED_BACK, FAILED, DUPLICATE, NOTHING or RUNNING,"
            + " with the reason.",
    footer = {"", "Example: kcompact runs --date 2026-11-22 --limit 5"})
public final class RunsCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Mixin private StateMachineOptions machine = new StateMachineOptions();

  @Option(
      names = "--date",
      paramLabel = "D",
      description = "Day, for example 2026-11-22 (default: all days).")
  private @Nullable LocalDate date;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of executions to read (default: ${DEFAULT-VALUE}).")
  private int limit;

  private final Console console = Console.ofThisProcess();

  @Override
  public Integer call() {
    try (Machine open = machine.open()) {
      List<PastExecution> executions = open.workflow().past(Math.max(1, limit));
      console.print(line("Started", "Took", "Day", "Run", "Outcome", ""));
      for (PastExecution execution : executions) {
        execution.days().stream()
            .filter(day -> date == null || day.day().equals(date.toString()))
            .forEach(day -> console.print(line(execution, day)));
      }
      return ExitCode.SUCCESS;
    }
  }

  private static String line(PastExecution execution, DayOutcome day) {
    Instant end = execution.end() == null ? Instant.now() : execution.end();
    return line(
        TIME.format(execution.start()),
        Duration.between(execution.start(), end).toSeconds() + " s",
        day.day(),
        day.run(),
        day.status().name(),
        day.note());
  }

  private static String line(
      String start, String took, String day, String run, String status, String note) {
    return String.format("%-20s %8s  %-10s  %-20s  %-11s  %s", start, took, day, run, status, note)
        .stripTrailing();
  }
}
