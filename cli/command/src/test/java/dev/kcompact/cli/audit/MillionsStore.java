package dev.kcompact.cli.audit;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.RequestCount;
import dev.kcompact.contract.lineage.Lineage;
import dev.kcompact.contract.lineage.LineageCodec;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A source of as many objects as one likes, and the lake of their files: listings are made while
 * they are read, and so are footers.
 *
 * @param isLake whether it is the lake
 * @param scratch folder for one file at a time
 */
record MillionsStore(boolean isLake, int days, int filesOfADay, int objectsOfAFile, Path scratch)
    implements ObjectStore {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

  @Override
  public StorageLocation root() {
    return StorageLocation.parse(isLake ? "s3://lake/" : "s3://raw/");
  }

  private static SourceObject object(int day, long offset) {
    return new SourceObject(
        String.format(
            Locale.ROOT, "topics/orders/dt=%s/orders+0+%010d.json", FIRST.plusDays(day), offset),
        "\"0123456789abcdef0123456789abcdef\"",
        1000 + offset % 7);
  }

  private Stream<SourceObject> objects(int day, int file) {
    long from = ((long) day * filesOfADay + file) * objectsOfAFile;
    return IntStream.range(0, objectsOfAFile).mapToObj(i -> object(day, from + i));
  }

  private void forEachFile(FileConsumer taker) {
    for (int day = 0; day < days; day++) {
      for (int file = 0; file < filesOfADay; file++) {
        taker.accept(day, file);
      }
    }
  }

  /** Receives a file by its day and its number. */
  @FunctionalInterface
  private interface FileConsumer {
    void accept(int day, int file);
  }

  @Override
  public void each(String prefix, Consumer<Listed> taker) {
    if (isLake && prefix.startsWith("compacted/orders/")) {
      forEachFile(
          (day, file) -> {
            String name = "compacted/orders/dt=" + FIRST.plusDays(day) + "/part-" + file;
            taker.accept(
                new Listed(
                    new SourceObject(name + ".parquet", day + "," + file, Integer.MAX_VALUE),
                    Instant.EPOCH));
          });
    } else if (!isLake && prefix.startsWith("topics/orders/")) {
      forEachFile(
          (day, file) ->
              objects(day, file).forEach(each -> taker.accept(new Listed(each, Instant.EPOCH))));
    }
  }

  @Override
  public Level level(String directory) {
    return directory.isEmpty() && !isLake
        ? new Level(List.of(), List.of("topics/"))
        : directory.equals("topics/")
            ? new Level(List.of(), List.of("topics/orders/"))
            : new Level(List.of(), List.of());
  }

  @Override
  public Stream<String> keys(String directory) {
    return isLake || !directory.equals("topics/orders/")
        ? Stream.of()
        : IntStream.range(0, days)
            .boxed()
            .flatMap(day -> IntStream.range(0, filesOfADay).boxed().flatMap(f -> objects(day, f)))
            .map(SourceObject::key);
  }

  @Override
  public byte[] tail(SourceObject object, int length) {
    String[] place = object.etag().split(",");
    int day = Integer.parseInt(place[0]);
    List<SourceObject> content = new ArrayList<>(objects(day, Integer.parseInt(place[1])).toList());
    Lineage lineage = Lineage.of("orders", FIRST.plusDays(day), content.size(), 0, content);
    Path file = scratch.resolve("footer.parquet");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(
          "COPY (SELECT 1 AS x) TO '%s' (FORMAT parquet, KV_METADATA {'%s': '%s'})"
              .formatted(file, Lineage.FOOTER_KEY, LineageCodec.encode(lineage)));
      byte[] bytes = Files.readAllBytes(file);
      byte[] tail = new byte[length];
      int some = Math.min(length, bytes.length);
      System.arraycopy(bytes, bytes.length - some, tail, length - some, some);
      return tail;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no footer: " + object.key(), e);
    }
  }

  @Override
  public Page page(PageRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] read(SourceObject object, int maxBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RequestCount requests() {
    return new RequestCount();
  }

  @Override
  public void close() {}
}
