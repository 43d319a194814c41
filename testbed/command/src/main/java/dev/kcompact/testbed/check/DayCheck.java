package dev.kcompact.testbed.check;

import static java.util.Objects.requireNonNull;

import dev.kcompact.cli.kafka.MessageLog;
import dev.kcompact.testbed.check.CheckResult.Holds;
import dev.kcompact.testbed.check.FeedbackCheck.Published;
import dev.kcompact.testbed.check.LakeFiles.StoredFile;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.TableDay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All checks of a sample day. They use only the sample's specification, no output of the product's
 * checks. Every call reads everything again. Not thread-safe.
 */
public final class DayCheck {
  /**
   * Locations of the outcome.
   *
   * @param messages Kafka's topics
   * @param catalog the data catalog
   * @param deadLetterTopic the job's dead letter topic
   * @param feedbackTopic the finalizer's topic
   */
  public record Outcome(
      LakeFiles lake,
      MessageLog messages,
      PublishedTables catalog,
      String deadLetterTopic,
      String feedbackTopic) {
    public Outcome {
      requireNonNull(lake, "lake is null");
      requireNonNull(messages, "messages is null");
      requireNonNull(catalog, "catalog is null");
      requireNonNull(deadLetterTopic, "deadLetterTopic is null");
      requireNonNull(feedbackTopic, "feedbackTopic is null");
    }
  }

  private static final Pattern RUN = Pattern.compile("/run=([^/]+)/?$");

  private final ExpectedDay expected;
  private final Outcome outcome;
  private final Path scratch;

  /**
   * @param conf the folder with the sample's table definitions and schemas
   * @param scratch an existing folder with space for the largest file of the lake
   */
  public DayCheck(SampleDay day, Path conf, Outcome outcome, Path scratch) throws IOException {
    this.expected = ExpectedDay.of(day, conf);
    this.outcome = requireNonNull(outcome, "outcome is null");
    this.scratch = requireNonNull(scratch, "scratch is null");
  }

  /** Checks the streaming job's outcome: the compacted files and the dead letters. */
  public CheckReport compacted() throws IOException {
    List<CheckResult> results = new ArrayList<>(compacted(expected, outcome.lake(), scratch));
    results.add(
        DeadLetterCheck.ofCorrupt(expected.day(), outcome.messages(), outcome.deadLetterTopic()));
    return new CheckReport(results);
  }

  /**
   * Checks only the rows of the streaming job: every (object, line) of the day must be in exactly
   * one compacted row with its values. Returns a result for each table.
   *
   * @param conf the folder with the sample's table definitions and schemas
   * @param scratch an existing folder with space for the largest file of the lake
   * @throws IOException if something cannot be read
   */
  public static List<CheckResult> compactedRows(
      SampleDay day, Path conf, LakeFiles lake, Path scratch) throws IOException {
    return compacted(ExpectedDay.of(day, conf), lake, scratch);
  }

  /** Checks that every corrupt record is among the committed dead letters. */
  public static CheckResult corruptRecords(SampleDay day, MessageLog messages, String topic)
      throws IOException {
    return DeadLetterCheck.ofCorrupt(day, messages, topic);
  }

  private static List<CheckResult> compacted(ExpectedDay expected, LakeFiles lake, Path scratch)
      throws IOException {
    List<CheckResult> results = new ArrayList<>();
    LocalDate date = expected.day().spec().date();
    try (DuckDb duckDb = new DuckDb(lake, scratch)) {
      for (TableDay table : expected.day().tables()) {
        DeclaredTable declared = expected.table(table.table());
        results.add(new CompactedCheck(declared, table).run(lake, duckDb, date));
      }
    }
    return results;
  }

  /**
   * The run that the catalog's partitions of the day point to; empty if a table has no partition.
   */
  public Optional<String> publishedRun() throws IOException {
    DeclaredTable table = expected.table("orders");
    return outcome
        .catalog()
        .partition(table.domain(), table.name(), date())
        .map(partition -> RUN.matcher(partition.location()))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1));
  }

  /**
   * Checks the daily workflow's outcome in a run: processed tables, catalog, quarantine, feedback,
   * and dead letters of invalid records.
   */
  public CheckReport finalized(String run) throws IOException {
    List<CheckResult> results = new ArrayList<>();
    List<Published> published = new ArrayList<>();
    try (DuckDb duckDb = new DuckDb(outcome.lake(), scratch)) {
      for (DeclaredTable table : expected.tables()) {
        String location = folder("processed/" + table.domain() + "/" + table.name(), run);
        List<StoredFile> files = outcome.lake().parquet(location);
        results.add(new ProcessedCheck(expected, table).run(duckDb, files));
        results.add(
            new CatalogCheck(table)
                .run(outcome.catalog(), outcome.lake(), duckDb, date(), location, files));
        published.add(new Published(table, location, files));
      }
      for (TableDay table : expected.day().tables()) {
        List<StoredFile> files = outcome.lake().parquet(folder("quarantine/" + table.table(), run));
        results.add(new QuarantineCheck(table).run(duckDb, files));
      }
    }
    results.add(
        new FeedbackCheck(expected, run)
            .run(outcome.messages(), outcome.feedbackTopic(), outcome.lake(), published));
    results.add(
        DeadLetterCheck.ofInvalid(expected.day(), outcome.messages(), outcome.deadLetterTopic()));
    return new CheckReport(results);
  }

  private String folder(String table, String run) {
    return table + "/dt=" + date() + "/run=" + run + "/";
  }

  private LocalDate date() {
    return expected.day().spec().date();
  }

  /** Results of all checks of a day, in the order in which they ran. */
  public record CheckReport(List<CheckResult> results) {
    public CheckReport {
      results = List.copyOf(results);
    }

    public boolean holds() {
      return results.stream().allMatch(Holds.class::isInstance);
    }

    @Override
    public String toString() {
      return results.stream().map(CheckResult::toString).collect(Collectors.joining("\n"));
    }
  }
}
