package dev.kcompact.contract.table;

import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.schema.ColumnType.Scalar;
import dev.kcompact.contract.schema.ColumnType.StructType;
import dev.kcompact.contract.schema.Constraints;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import java.time.Duration;
import java.util.List;

/** Tables of one column. */
final class TestTables {
  private TestTables() {}

  static BaseTable below(String prefix, String topic, DayRule day) {
    return below(prefix, topic, ObjectNaming.CONFLUENT, ObjectFilter.DEFAULT, day);
  }

  static BaseTable below(
      String prefix, String topic, ObjectNaming naming, ObjectFilter filter, DayRule day) {
    return new BaseTable(
        topic,
        "sales",
        topic,
        prefix,
        naming,
        filter,
        day,
        new TableSchema(
            new StructType(
                List.of(new Field("id", Scalar.INTEGER, true, false, Constraints.NONE)))),
        List.of("id"),
        List.of(),
        1_000,
        Duration.ofMinutes(10),
        List.of(),
        List.of(),
        SourceCleanUp.NONE,
        RecordForm.PLAIN,
        false);
  }
}
