package dev.kcompact.finalizer.finalize.sql;

import dev.kcompact.finalizer.finalize.sql.BucketProcessor.ObjectPosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Raw object keys by position; read once, when the first is needed. */
final class SourceObjects {
  private final Supplier<Map<ObjectPosition, String>> reader;
  private @Nullable Map<ObjectPosition, String> keys;

  SourceObjects(Supplier<Map<ObjectPosition, String>> reader) {
    this.reader = reader;
  }

  Map<ObjectPosition, String> keys() {
    Map<ObjectPosition, String> known = keys;
    if (known == null) {
      known = reader.get();
      keys = known;
    }
    return known;
  }

  /**
   * Returns a row's source as {@code object#line}; empty for a row that comes from no object.
   *
   * @param first index of the first column of {@link BucketSql#POSITION}
   */
  Optional<String> sourceOf(ResultSet row, int first) throws SQLException {
    int partition = row.getInt(first);
    boolean hasNoPartition = row.wasNull();
    long offset = row.getLong(first + 1);
    String key = row.getString(first + 2);
    int line = row.getInt(first + 3);
    if (row.wasNull()) {
      return Optional.empty();
    }
    String object =
        key != null || hasNoPartition ? key : keys().get(new ObjectPosition(partition, offset));
    return Optional.ofNullable(object).map(name -> name + "#" + line);
  }
}
