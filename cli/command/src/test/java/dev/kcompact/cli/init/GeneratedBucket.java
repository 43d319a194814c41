package dev.kcompact.cli.init;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.cli.store.ObjectStore;
import dev.kcompact.cli.store.RequestCount;
import dev.kcompact.contract.lineage.SourceObject;
import dev.kcompact.contract.location.StorageLocation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A bucket of topics whose listing is computed: keys are in their order, and nothing is stored.
 *
 * @param objectsOfADay of each topic
 */
record GeneratedBucket(int topics, int days, int objectsOfADay, RequestCount requests)
    implements ObjectStore {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

  @Override
  public StorageLocation root() {
    return StorageLocation.parse("s3://raw/");
  }

  private static String topic(int topic) {
    return String.format(Locale.ROOT, "t%03d", topic);
  }

  private static String directory(int topic, int day) {
    return "topics/" + topic(topic) + "/dt=" + FIRST.plusDays(day) + "/";
  }

  private String key(int topic, int day, int object) {
    return directory(topic, day)
        + String.format(
            Locale.ROOT,
            "%s+0+%010d.json",
            topic(topic),
            ((long) day * objectsOfADay + object) * 50);
  }

  @Override
  public Page page(PageRequest request) {
    requests.listed();
    return request.isLevel() ? level(request) : objects(request);
  }

  private Page level(PageRequest request) {
    List<String> directories = new ArrayList<>();
    if (request.prefix().isEmpty()) {
      directories.add("topics/");
    } else if (request.prefix().equals("topics/")) {
      for (int topic = 0; topic < topics; topic++) {
        directories.add("topics/" + topic(topic) + "/");
      }
    } else if (!request.prefix().contains("dt=")) {
      int topic = Integer.parseInt(request.prefix().substring(8, 11));
      for (int day = 0; day < days; day++) {
        directories.add(directory(topic, day));
      }
    } else {
      return objects(request);
    }
    return new Page(List.of(), directories, "");
  }

  private Page objects(PageRequest request) {
    List<Listed> page = new ArrayList<>();
    for (int topic = 0; topic < topics; topic++) {
      for (int day = 0; day < days; day++) {
        String directory = directory(topic, day);
        boolean mayHave =
            directory.startsWith(request.prefix()) || request.prefix().startsWith(directory);
        for (int object = 0; mayHave && object < objectsOfADay; object++) {
          String key = key(topic, day, object);
          if (key.startsWith(request.prefix()) && key.compareTo(request.startAfter()) > 0) {
            if (page.size() == request.limit()) {
              return new Page(page, List.of(), page.get(page.size() - 1).object().key());
            }
            page.add(new Listed(new SourceObject(key, "etag", 60), Instant.EPOCH));
          }
        }
      }
    }
    return new Page(page, List.of(), "");
  }

  @Override
  public byte[] read(SourceObject object, int maxBytes) {
    requests.got();
    return "{\"id\":%d,\"amount\":1.50}\n{\"id\":-%<d}\n"
        .formatted(Math.abs(object.key().hashCode()))
        .getBytes(UTF_8);
  }

  @Override
  public void each(String prefix, Consumer<Listed> taker) {
    throw new UnsupportedOperationException("init lists pages");
  }

  @Override
  public Level level(String directory) {
    throw new UnsupportedOperationException("init lists pages");
  }

  @Override
  public Stream<String> keys(String directory) {
    throw new UnsupportedOperationException("init lists pages");
  }

  @Override
  public byte[] tail(SourceObject object, int length) {
    throw new UnsupportedOperationException("init reads the beginning");
  }

  @Override
  public void close() {}
}
