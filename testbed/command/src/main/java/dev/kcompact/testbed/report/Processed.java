package dev.kcompact.testbed.report;

import static dev.kcompact.testbed.report.Preconditions.requireNotNegative;
import static dev.kcompact.testbed.report.Preconditions.requireText;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.kcompact.contract.message.TableDayEvent;
import org.jspecify.annotations.Nullable;

/**
 * The finalizer's results for a table's day.
 *
 * @param status PUBLISHED, REJECTED or ROLLED_BACK
 * @param location URI of the published files; null unless published
 * @param files number of published files
 * @param bytes total size of the published files
 * @param rows number of published rows
 * @param duplicates rows superseded by a newer row with the same key
 * @param invalid rows in quarantine because they violate a rule
 * @param reason why it was not published; null if it was
 */
public record Processed(
    String status,
    @Nullable String location,
    long files,
    long bytes,
    long rows,
    long duplicates,
    long invalid,
    @Nullable String reason) {
  public Processed {
    requireText("status", status);
    requireNotNegative("files", files);
    requireNotNegative("bytes", bytes);
    requireNotNegative("rows", rows);
    requireNotNegative("duplicates", duplicates);
    requireNotNegative("invalid", invalid);
  }

  /** Reads the values from an event of the feedback topic. */
  public static Processed of(TableDayEvent event) {
    return new Processed(
        event.status().name(),
        event.location(),
        event.files(),
        event.bytes(),
        event.rows(),
        event.duplicates(),
        event.invalid(),
        event.reason());
  }

  /** Whether the catalog shows it. */
  @JsonIgnore
  public boolean isPublished() {
    return status.equals(TableDayEvent.Status.PUBLISHED.name());
  }
}
