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
 * The input of all subjects: a day of the sample with valid records only, because subjects handle
 * invalid ones differently by design. The table of customers is excluded: DuckDB reads its decimals
 * of 20 digits as doubles and then rejects them.
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

  /** Writes about this many objects, and the definitions, to a folder that must not exist. */
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

  /** Replaces a rare spelling of a decimal that DuckDB cannot read. */
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

  public Path folder() {
    return folder;
  }

  /** Folder of the table definitions. */
  public Path definitions() {
    return definitions;
  }

  List<TableDay> tables() {
    return tables(day);
  }

  /** The same tables on another day; used only for the paths of their objects. */
  List<TableDay> tables(LocalDate date) {
    return tables(SampleDay.of(spec(day.spec().objects(), date)));
  }

  public int objects() {
    return tables().stream().mapToInt(TableDay::objects).sum();
  }

  public long records() {
    return tables().stream().mapToLong(TableDay::records).sum();
  }

  /** Stored size of all objects. */
  public long bytes() {
    return bytes;
  }
}
