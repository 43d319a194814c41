package dev.kcompact.finalizer.feedback;

import static java.util.Comparator.comparing;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.store.ObjectStore;
import dev.kcompact.finalizer.store.StoredObject;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which records of a table were sent to Kafka, day by day: Parquet files of {@code fingerprint} and
 * {@code letters}, one a day, which a later run of the day replaces.
 */
final class LetterHistory {
  private static final Pattern DAY = Pattern.compile("/dt=(\\d{4}-\\d{2}-\\d{2})/");

  private final ObjectStore lake;
  private final String table;

  LetterHistory(ObjectStore lake, String table) {
    this.lake = lake;
    this.table = table;
  }

  /**
   * Copies of the files of the days before one, as many days back as {@code memory}; the day's own
   * is not among them, so that a repeated run counts as the first one did.
   */
  List<Path> before(LocalDate day, int memory, Path folder) {
    List<Path> files = new ArrayList<>();
    LocalDate oldest = day.minusDays(memory);
    List<StoredObject> all = new ArrayList<>(lake.list(LakeLayout.deadLetters(table)));
    all.sort(comparing(StoredObject::key));
    for (StoredObject object : all) {
      Optional<LocalDate> of = dayOf(object.key());
      if (of.isPresent() && of.get().isBefore(day) && !of.get().isBefore(oldest)) {
        Path file = folder.resolve(String.format(Locale.ROOT, "before-%05d.parquet", files.size()));
        lake.download(object, file);
        files.add(file);
      }
    }
    return files;
  }

  private static Optional<LocalDate> dayOf(String key) {
    Matcher matcher = DAY.matcher(key);
    try {
      return matcher.find() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  void keep(LocalDate day, Path file) {
    lake.upload(file, LakeLayout.deadLetters(table) + "dt=" + day + "/letters.parquet");
  }
}
