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
 * All checks of a sample day. It is enough to know the sample's specification: nothing that the
 * product says of itself is used. Each call reads everything anew; one call at a time.
 */
public final class DayCheck {
  /**
   * Where the outcome lies.
   *
   * @param lake the lake's files
   * @param messages Kafka
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
   * @param scratch an existing folder with room for the largest file of the lake
   */
  public DayCheck(SampleDay day, Path conf, Outcome outcome, Path scratch) throws IOException {
    this.expected = ExpectedDay.of(day, conf);
    this.outcome = requireNonNull(outcome, "outcome is null");
    this.scratch = requireNonNull(scratch, "scratch is null");
  }

  /**
   * What the streaming job must have done: the compacted files and the dead letters.
   *
   * @throws IOException when something cannot be read at all
   */
  public CheckReport compacted() throws IOException {
    List<CheckResult> results = new ArrayList<>(compacted(expected, outcome.lake(), scratch));
    results.add(
        DeadLetterCheck.ofCorrupt(expected.day(), outcome.messages(), outcome.deadLetterTopic()));
    return new CheckReport(results);
  }

  /**
   * The oracle of the streaming job alone: every (object, line) of the day in exactly one compacted
   * row, with its values; a result for each table.
   *
   * @param conf the folder with the sample's table definitions and schemas
   * @param scratch an existing folder with room for the largest file of the lake
   * @throws IOException when something cannot be read at all
   */
  public static List<CheckResult> compactedRows(
      SampleDay day, Path conf, LakeFiles lake, Path scratch) throws IOException {
    return compacted(ExpectedDay.of(day, conf), lake, scratch);
  }

  /**
   * Whether every record that does not decode is among the dead letters, read as committed.
   *
   * @throws IOException when the topic cannot be read
   */
  public static CheckResult corruptLetters(SampleDay day, MessageLog messages, String topic)
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

  /** The run that the catalog shows of the day; empty when a table has no partition yet. */
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
   * What the daily workflow must have done in a run: processed tables, catalog, quarantine,
   * feedback, and the invalid records' dead letters.
   *
   * @throws IOException when something cannot be read at all
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

  /**
   * What all checks of a day found.
   *
   * @param results in the order in which they ran
   */
  public record CheckReport(List<CheckResult> results) {
    public CheckReport {
      results = List.copyOf(results);
    }

    /** Whether there is not one difference. */
    public boolean holds() {
      return results.stream().allMatch(Holds.class::isInstance);
    }

    @Override
    public String toString() {
      return results.stream().map(CheckResult::toString).collect(Collectors.joining("\n"));
    }
  }
}
