package dev.kcompact.job.discovery;

import static java.util.Objects.requireNonNull;

import dev.kcompact.job.plan.TableDay;
import java.io.IOException;

/**
 * A committed file of a table's day cannot be read, so that nobody knows which objects it contains:
 * no object of the day may be planned until it can.
 */
public final class UnknownDayException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient TableDay tableDay;
  private final String file;

  /**
   * @param file key of the file in the lake
   */
  public UnknownDayException(TableDay tableDay, String file, IOException cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.tableDay = requireNonNull(tableDay, "tableDay is null");
    this.file = requireNonNull(file, "file is null");
  }

  public TableDay tableDay() {
    return tableDay;
  }

  public String file() {
    return file;
  }
}
