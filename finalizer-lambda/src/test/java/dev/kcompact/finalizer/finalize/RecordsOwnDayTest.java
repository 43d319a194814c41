package dev.kcompact.finalizer.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.contract.lake.LakeLayout;
import dev.kcompact.finalizer.plan.PlanHandler.Answer.Status;
import dev.kcompact.finalizer.run.RunDocuments;
import dev.kcompact.finalizer.run.RunRef;
import dev.kcompact.finalizer.run.documents.PublishedDocument;
import dev.kcompact.finalizer.store.StoredObject;
import dev.kcompact.finalizer.store.Stores;
import dev.kcompact.finalizer.testing.DayFixture;
import dev.kcompact.finalizer.testing.ParquetFile;
import dev.kcompact.finalizer.testing.PublishedDay;
import dev.kcompact.finalizer.testing.SampleDefinitions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table whose days are those of its records: a day reads the objects of its neighbours too. */
@Tag("full")
class RecordsOwnDayTest {
  private static final LocalDate DAY = DayFixture.DAY;
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final int BEFORE = 2;
  private static final int AFTER = 1;

  @TempDir Path tmp;
  private PublishedDay published;

  /** The day in which a row counts, and how often each kind of row counts there. */
  private final Map<LocalDate, Map<String, Long>> expected = new TreeMap<>();

  private final Map<String, Long> rowsOfObjects = new HashMap<>();

  @BeforeEach
  void define() {
    published = new PublishedDay(tmp);
    String orders =
        SampleDefinitions.text("tables/orders.yaml")
            .replaceFirst(
                "day: .*",
                "day: { from: field, field: updated_at, compacted-from: path, layout:"
                    + " \"'dt='yyyy-MM-dd\", zone: America/Sao_Paulo, before: 2, after: 1 }");
    Stores.open(published.day.settings.tables()).put("tables/orders.yaml", orders);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRowCountsInExactlyOneDay(long seed) throws Exception {
    Random random = new Random(seed);
    for (int offset = 0; offset < 5; offset++) {
      compact(DAY.plusDays(offset), offset * 1000, random);
    }

    Map<String, Long> counted = new HashMap<>();
    Map<LocalDate, Map<String, Long>> found = new TreeMap<>();
    long token = 1;
    for (LocalDate day = DAY.minusDays(3); day.isBefore(DAY.plusDays(9)); day = day.plusDays(1)) {
      if (published.plan(day, token++).status() != Status.COMPLETE) {
        continue;
      }
      RunRef run = published.publish(day, token++);
      assertThat(
              new RunDocuments(published.day.lake, run)
                  .find(PublishedDocument.NAME, PublishedDocument.class))
          .as("publication of " + day)
          .isPresent();
      for (List<String> object : query(ledger(run), "SELECT object, rows FROM files")) {
        counted.merge(object.get(0), Long.parseLong(object.get(1)), Long::sum);
      }
      add(found, day, "rows", query(ledger(run), "SELECT sum(kept + duplicates) FROM files"));
      add(found, day, "corrupt", query(ledger(run), "SELECT sum(corrupt) FROM files"));
      add(
          found,
          day,
          "no day",
          query(ledger(run), "SELECT coalesce(sum(rejects['day:/updated_at']), 0) FROM files"));
      add(found, day, "invalid", query(ledger(run), "SELECT sum(invalid) FROM files"));
      assertThat(
              query(
                  processed(run),
                  "SELECT DISTINCT CAST(updated_at AT TIME ZONE 'America/Sao_Paulo' AS DATE) FROM files"))
          .as("days in " + day)
          .isIn(List.of(), List.of(List.of(day.toString())));
      assertThat(
              query(
                  processed(run),
                  "SELECT order_id FROM files GROUP BY order_id HAVING count(*) > 1"))
          .isEmpty();
    }

    assertThat(counted).isEqualTo(rowsOfObjects);
    found.values().forEach(counts -> counts.values().removeIf(count -> count == 0));
    found.values().removeIf(Map::isEmpty);
    assertThat(found).isEqualTo(expected);
  }

  private static void add(
      Map<LocalDate, Map<String, Long>> to, LocalDate day, String kind, List<List<String>> sum) {
    to.computeIfAbsent(day, each -> new TreeMap<>())
        .put(kind, sum.get(0).get(0).equals("null") ? 0L : Long.parseLong(sum.get(0).get(0)));
  }

  /** Rows of the window, of its edges, of other days, of none, invalid and corrupt ones. */
  private void compact(LocalDate objectDay, int offset, Random random) {
    List<StoredObject> objects = published.day.on(objectDay).raw("orders", offset);
    List<String> rows = new ArrayList<>();
    for (int line = 0; line < 60; line++) {
      int kind = random.nextInt(10);
      if (kind == 0) {
        rows.add(DayFixture.corrupt(offset, line));
        count(objectDay, "corrupt");
        continue;
      }
      Instant at = moment(objectDay, random);
      LocalDate own = LocalDate.ofInstant(at, ZONE);
      boolean isOfADay =
          kind != 1
              && !own.isBefore(objectDay.minusDays(AFTER))
              && !own.isAfter(objectDay.plusDays(BEFORE));
      boolean isInvalid = kind == 2;
      String id = isInvalid ? "bad" : "O-" + random.nextInt(40);
      rows.add(row(id, kind == 1 ? null : at, offset, line));
      LocalDate day = isOfADay ? own : objectDay;
      if (!isOfADay) {
        count(day, "no day");
      }
      count(day, isInvalid || !isOfADay ? "invalid" : "rows");
    }
    rowsOfObjects.put(objects.get(0).key(), (long) rows.size());
    published.day.on(objectDay).compact("orders", objects, rows.toArray(String[]::new));
  }

  /** Returns any moment within five days, or the first or last microsecond of a day. */
  private static Instant moment(LocalDate around, Random random) {
    LocalDate day = around.plusDays(random.nextInt(9) - 4);
    Instant start = day.atStartOfDay(ZONE).toInstant();
    return switch (random.nextInt(3)) {
      case 0 -> start;
      case 1 -> start.minusNanos(1000);
      default -> start.plusSeconds(random.nextInt(86_400));
    };
  }

  private void count(LocalDate day, String kind) {
    expected.computeIfAbsent(day, each -> new TreeMap<>()).merge(kind, 1L, Long::sum);
  }

  private static String row(String id, Instant at, int offset, int line) {
    String updated = at == null ? "" : ", \"updated_at\": \"" + at + "\"";
    return ("{\"order_id\": \"%s\", \"customer\": 1, \"amount\": 1%s, \"_partition\": 0,"
            + " \"_file_offset\": %d, \"_line\": %d}")
        .formatted(id, updated, offset, line);
  }

  private List<String> ledger(RunRef run) {
    return keys(LakeLayout.ledger("orders", run.date(), run.run()));
  }

  private List<String> processed(RunRef run) {
    return keys(LakeLayout.processed("sales", "orders", run.date(), run.run()));
  }

  private List<String> keys(String folder) {
    return published.day.lake.list(folder).stream().map(StoredObject::key).toList();
  }

  private List<List<String>> query(List<String> keys, String query) throws Exception {
    return keys.isEmpty() ? List.of() : ParquetFile.query(published.day.downloaded(keys), query);
  }

  @Test
  void objectsOfLaterDaysMayStillBeMissing() {
    compact(DAY, 0, new Random(1));
    published.day.on(DAY.plusDays(1)).raw("orders", 1000);

    assertThat(published.plan(DAY, 1).status()).isEqualTo(Status.COMPLETE);
    assertThat(published.plan(DAY.plusDays(1), 2).status()).isEqualTo(Status.GIVEN_UP);
    assertThat(published.plan(DAY.plusDays(3), 3).status()).isEqualTo(Status.GIVEN_UP);
  }
}
