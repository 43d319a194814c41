package dev.kcompact.job;

import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.schema.ColumnType;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.contract.table.DayRule;
import dev.kcompact.contract.table.DefinitionFiles;
import dev.kcompact.contract.table.RecordForm;
import dev.kcompact.contract.table.SourceCleanUp;
import dev.kcompact.job.table.JobTables;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Small tables for tests. */
public final class Tables {
  public static final long TARGET = 1_000;
  public static final Duration MAX_WAIT = Duration.ofMinutes(10);

  private Tables() {}

  /** A table of {@code {"id": integer, "text": string}} with the day in the path. */
  public static BaseTable byPath(String name) {
    return table(name, new DayRule.FromPath("'year='yyyy'/month='MM'/day='dd", ZoneOffset.UTC));
  }

  /** The same with the day of last modification, in {@code partition=N} directories. */
  public static BaseTable byLastModified(String name) {
    return table(name, new DayRule.FromLastModified(ZoneOffset.UTC));
  }

  private static BaseTable table(String name, DayRule day) {
    return below("topics/" + name + "/", name, ObjectNaming.CONFLUENT, ObjectFilter.DEFAULT, day);
  }

  /** A table whose topic has its name, below any prefix. */
  public static BaseTable below(
      String prefix, String name, ObjectNaming naming, ObjectFilter filter, DayRule day) {
    return new BaseTable(
        name,
        "sales",
        name,
        prefix,
        naming,
        filter,
        day,
        new TableSchema(
            new StructType(List.of(field("id", Scalar.INTEGER), field("text", Scalar.STRING)))),
        List.of("id"),
        List.of(),
        TARGET,
        MAX_WAIT,
        List.of(),
        List.of(),
        SourceCleanUp.NONE,
        RecordForm.PLAIN,
        false);
  }

  private static Field field(String name, ColumnType type) {
    return new Field(name, type, name.equals("id"), false, Constraints.NONE);
  }

  /** The definitions of {@link #byPath} tables as in the job graph. */
  public static JobTables definitions(String... names) {
    return definitionsOf(
        """
        {"type": "object", "required": ["id"],
         "properties": {"id": {"type": "integer"}, "text": {"type": "string"}}}
        """,
        names);
  }

  /** The same with another JSON Schema, which has an {@code id}. */
  public static JobTables definitionsOf(String schema, String... names) {
    Map<String, String> files = new java.util.HashMap<>();
    for (String name : names) {
      files.put(
          "tables/" + name + ".yaml",
          """
          table: %s
          domain: sales
          source: {topic: %s, prefix: topics/%s/}
          day: {from: path}
          schema: schemas/t.json
          key: [id]
          """
              .formatted(name, name, name));
    }
    files.put("schemas/t.json", schema);
    return new JobTables(new DefinitionFiles(files));
  }
}
