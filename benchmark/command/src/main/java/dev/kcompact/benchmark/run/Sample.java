package dev.kcompact.benchmark.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kcompact.testbed.sample.ObjectSink;
import dev.kcompact.testbed.sample.SampleDay;
import dev.kcompact.testbed.sample.SampleSpec;
import dev.kcompact.testbed.sample.SampleWriter;
import dev.kcompact.testbed.sample.TableDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The objects that everybody compacts: a day of the sample in which every record is good, since
 * what becomes of the others differs by design. Its table of customers is left out: it has decimals
 * of 20 digits, which DuckDB reads as doubles and then refuses.
 */
public final class Sample {
  private static final String LEFT_OUT = "customers";
  private static final String REFUSED = "\"-99999999999999999999e-6\"";
  private static final String WRITTEN_OUT = "\"-99999999999999.999999\"";
  private static final long SEED = 8;
  private static final int RECORDS_PER_OBJECT = 20;
  private static final int RESENT_PER_MILLE = 20;

  /** The day in the objects' paths. */
  static final LocalDate DATE = LocalDate.of(2026, 11, 20);

  private final Path folder;
  private final Path definitions;
  private final SampleDay day;
  private final long bytes;

  private Sample(Path folder, Path definitions, SampleDay day, long bytes) {
    this.folder = folder;
    this.definitions = definitions;
    this.day = day;
    this.bytes = bytes;
  }

  /**
   * Writes objects and definitions.
   *
   * @param objects how many, nearly
   * @param configuration folder of kcompact's own definitions
   * @param to must not be there
   */
  public static Sample write(int objects, Path configuration, Path to)
      throws IOException, InterruptedException {
    Path raw = Files.createDirectories(to.resolve("raw"));
    SampleDay day = dayOf(objects, DATE);
    AtomicLong bytes = new AtomicLong();
    ObjectSink folder = ObjectSink.ofDirectory(raw);
    ObjectSink sink =
        (key, content) -> {
          if (!key.startsWith("topics/" + LEFT_OUT + "/")) {
            byte[] readable = key.endsWith(".json") ? readable(content) : content;
            folder.put(key, readable);
            bytes.addAndGet(readable.length);
          }
        };
    new SampleWriter(day, sink, 2, () -> {}).write();
    return new Sample(raw, define(configuration, tables(day), to), day, bytes.get());
  }

  /** One rare spelling of a decimal is more than DuckDB understands. */
  private static byte[] readable(byte[] content) {
    String text = new String(content, UTF_8);
    return text.contains(REFUSED) ? text.replace(REFUSED, WRITTEN_OUT).getBytes(UTF_8) : content;
  }

  private static Path define(Path configuration, List<TableDay> tables, Path to)
      throws IOException {
    Path definitions = to.resolve("definitions");
    Files.createDirectories(definitions.resolve("tables"));
    Files.createDirectories(definitions.resolve("schemas"));
    for (TableDay table : tables) {
      for (String file :
          List.of(
              "tables/" + table.table() + ".yaml", "schemas/" + table.table() + ".schema.json")) {
        Files.copy(configuration.resolve(file), definitions.resolve(file));
      }
    }
    return definitions;
  }

  private static SampleDay dayOf(int objects, LocalDate date) {
    return SampleDay.of(spec(Math.max(objects, 20) * 100 / 95, date));
  }

  private static SampleSpec spec(int objects, LocalDate date) {
    return SampleSpec.of(SEED, date, objects, RECORDS_PER_OBJECT)
        .withShares(0, 0, RESENT_PER_MILLE, 0);
  }

  private static List<TableDay> tables(SampleDay day) {
    return day.tables().stream().filter(table -> !table.table().equals(LEFT_OUT)).toList();
  }

  /** Root of the objects. */
  public Path folder() {
    return folder;
  }

  /** Folder of the tables' definitions. */
  public Path definitions() {
    return definitions;
  }

  List<TableDay> tables() {
    return tables(day);
  }

  /** The same tables on another day; only the paths of their objects are of use. */
  List<TableDay> tables(LocalDate date) {
    return tables(SampleDay.of(spec(day.spec().objects(), date)));
  }

  public int objects() {
    return tables().stream().mapToInt(TableDay::objects).sum();
  }

  public long records() {
    return tables().stream().mapToLong(TableDay::records).sum();
  }

  /** As the objects are stored. */
  public long bytes() {
    return bytes;
  }
}
