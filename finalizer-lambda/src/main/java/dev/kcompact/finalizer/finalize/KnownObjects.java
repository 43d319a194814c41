package dev.kcompact.finalizer.finalize;

import dev.kcompact.finalizer.finalize.TableWork.ObjectKeys;
import dev.kcompact.finalizer.finalize.TableWork.ObjectKeys.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names the raw objects of rows; asks for them once, and only when there is a row to name. */
final class KnownObjects {
  private final ObjectKeys keys;
  private @Nullable Map<Position, String> byPosition;

  KnownObjects(ObjectKeys keys) {
    this.keys = keys;
  }

  Map<Position, String> byPosition() {
    Map<Position, String> known = byPosition;
    if (known == null) {
      known = keys.byPosition();
      byPosition = known;
    }
    return known;
  }

  /**
   * A row's place as {@code object#line}; empty for a row that comes from no object.
   *
   * @param first column of the row's position, in the order of {@link TableSql#POSITION}
   */
  Optional<String> nameOf(ResultSet row, int first) throws SQLException {
    int partition = row.getInt(first);
    boolean unnumbered = row.wasNull();
    long offset = row.getLong(first + 1);
    String key = row.getString(first + 2);
    int line = row.getInt(first + 3);
    if (row.wasNull()) {
      return Optional.empty();
    }
    String object =
        key != null || unnumbered ? key : byPosition().get(new Position(partition, offset));
    return Optional.ofNullable(object).map(name -> name + "#" + line);
  }
}
