package dev.kcompact.finalizer.feedback;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.ParquetDownloads;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of dead letters of each record of a table: one Parquet file a day with the columns
 * {@code fingerprint} and {@code letters}, which a later run of the day replaces.
 */
record DeadLetterHistory(ObjectStore lake, String table) {
  private static final Pattern DAY = Pattern.compile("/dt=(\\d{4}-\\d{2}-\\d{2})/");

  /**
   * Downloads the files of the {@code memory} days before a day. Skips the day's own file, so that
   * a repeated run counts the same attempts.
   */
  List<Path> before(LocalDate day, int memory, ParquetDownloads downloads) {
    LocalDate oldest = day.minusDays(memory);
    return lake.list(LakeLayout.deadLetters(table)).stream()
        .filter(
            object ->
                dayOf(object.key())
                    .filter(of -> of.isBefore(day) && !of.isBefore(oldest))
                    .isPresent())
        .map(downloads::get)
        .toList();
  }

  private static Optional<LocalDate> dayOf(String key) {
    Matcher matcher = DAY.matcher(key);
    try {
      return matcher.find() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  void write(LocalDate day, Path file) {
    lake.upload(file, LakeLayout.deadLetters(table) + "dt=" + day + "/letters.parquet");
  }
}
